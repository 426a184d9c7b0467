namespace TcpBackends.Tests.Conformance.Differences.Page;

/// <summary>The columns of a table.</summary>
internal static class Columns
{
    public const string Varies = "varies from run to run";

    /// <summary>Those that are observed, by the names of the subjects.</summary>
    public static IReadOnlyList<string> Subjects { get; } =
    [
        .. new[] { BackendUnderTest.Inet, BackendUnderTest.Socket, BackendUnderTest.OtpInet, BackendUnderTest.OtpSocket }
            .Select(subject => subject.ToString()),
    ];

    public static string Head { get; } =
        "| | `inet` here | `socket` here | `inet` of OTP | `socket` of OTP | The manual | Deviation | Test |\n"
        + "|---|---|---|---|---|---|---|---|\n";
}
