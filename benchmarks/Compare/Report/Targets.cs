using TcpBackends.Benchmarks.Compare.Subjects;
using TcpBackends.Benchmarks.Compare.Workloads;
using TcpBackends.Benchmarks.Harness;

namespace TcpBackends.Benchmarks.Compare.Report;

/// <summary>What this library means to reach on two CPUs.</summary>
internal static class Targets
{
    private const double OverOtp = 1.1;
    private const double OverOtpDecoder = 10;
    private const double BytesNeverUsed = 4700;
    private const double BytesAfterOneEcho = 5200;

    public static IReadOnlyList<Target> All { get; } =
    [
        .. Both("W1", Contenders.Raw, 1.00),
        .. Both("W1p", Contenders.Raw, 1.50),
        .. Both("W2", Contenders.Raw, 1.40),
        .. Both("W3", Contenders.Raw, 1.20),
        new("W3", new(Contenders.Inet, EchoWorkload.DelaySend), new(Contenders.Kestrel), 1.30),
        .. Both("W4r", Contenders.Raw, 1.00),
        .. Both("W4s", Contenders.Raw, 1.00),
        new("W5", new(Contenders.Inet), new(Contenders.Raw), 1.00),
        new("W5", new(Contenders.Socket), new(Contenders.Raw), 0.95),
        new("W5", new(Contenders.Inet, SmallSendWorkload.DelaySend), new(Contenders.Kestrel), 3.00),
        .. Idle(IdleWorkload.NeverUsed, BytesNeverUsed),
        .. Idle(IdleWorkload.AfterOneEcho, BytesAfterOneEcho),
        .. Both("W7", Contenders.Raw, 1.00),
        .. DecoderInput.Types.Select(type => new Target(
            "W8", new(Contenders.Inet, type), new(Contenders.OtpInet, type), OverOtpDecoder)),
        .. new[] { "W1", "W1p", "W2", "W3", "W4r", "W4s", "W5", "W7" }.SelectMany(AgainstOtp),
    ];

    private static Target[] Both(string workload, string against, double bound) =>
    [
        new(workload, new(Contenders.Inet), new(against), bound),
        new(workload, new(Contenders.Socket), new(against), bound),
    ];

    private static Target[] Idle(string mode, double bound) =>
    [
        new("W6", new(Contenders.Inet, mode), null, bound),
        new("W6", new(Contenders.Socket, mode), null, bound),
    ];

    private static Target[] AgainstOtp(string workload) =>
    [
        new(workload, new(Contenders.Inet), new(Contenders.OtpInet), OverOtp),
        new(workload, new(Contenders.Socket), new(Contenders.OtpSocket), OverOtp),
    ];
}
