namespace TcpBackends.Benchmarks.Compare.Subjects;

/// <summary>All that are measured. Without Erlang/OTP on the PATH its two are left out.</summary>
internal static class Contenders
{
    public const string Inet = "inet";
    public const string Socket = "socket";
    public const string Raw = "raw";
    public const string Kestrel = "kestrel";
    public const string OtpInet = "otp-inet";
    public const string OtpSocket = "otp-socket";

    public static IReadOnlyList<Contender> All { get; } =
    [
        new(Inet, "inet", DotNet("Subject", "--backend", "inet")),
        new(Socket, "socket", DotNet("Subject", "--backend", "socket")),
        new(Raw, "raw Socket", DotNet("Peers", "--peer", "raw")),
        new(Kestrel, "Kestrel", DotNet("Peers", "--peer", "kestrel")),
        .. ErlangNode.IsInstalled
            ? new Contender[]
            {
                new(OtpInet, "OTP inet", ErlangNode.Command("inet")),
                new(OtpSocket, "OTP socket", ErlangNode.Command("socket")),
            }
            : [],
    ];

    public static Contender Get(string id) => All.Single(contender => contender.Id == id);

    private static string[] DotNet(string project, params string[] arguments)
    {
        // benchmarks/Compare/bin/Release/net10.0 is this program; the others lie beside it, built by the same command.
        string output = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar);
        string benchmarks = Path.GetFullPath(Path.Combine(output, "../../../.."));
        string assembly = Path.Combine(
            benchmarks, project, Path.GetRelativePath(Path.Combine(benchmarks, "Compare"), output), $"{project}.dll");
        return [Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", assembly, .. arguments];
    }
}
