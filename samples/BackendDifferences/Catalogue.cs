using TcpBackends.Samples.BackendDifferences.Differences;

namespace TcpBackends.Samples.BackendDifferences;

/// <summary>Every difference that the manual documents, in the order of the table.</summary>
internal static class Catalogue
{
    public static IReadOnlyList<IDifference> All { get; } =
    [
        new OversizedSend(),
        new SendOnFullQueue(),
        new SendTimeoutResult(),
        new SendTimeoutDelivery(),
        new SendTimeoutRecovery(),
        new ResetDuringSend(showEconnreset: false),
        new ResetDuringSend(showEconnreset: true),
        new ResetThenReceive(),
        new ResetThenSend(),
        new FinThenReceive(),
        new NoDelayLocalListen(),
        new NoDelayLocalConnect(),
        new ShutdownDuringSend(TcpShutdown.Write, "write"),
        new ShutdownDuringSend(TcpShutdown.ReadWrite, "read_write"),
    ];
}
