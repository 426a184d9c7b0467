namespace TcpBackends.Tests.Conformance.Otp;

/// <summary>
/// What OTP does: what the library does, except for the deliberate deviations of the library, which are all that stands here.
/// </summary>
internal static class OtpExpectations
{
    public static BackendExpectations Inet { get; } = BackendExpectations.Inet with
    {
    };

    public static BackendExpectations Socket { get; } = BackendExpectations.Socket with
    {
    };
}
