using TcpBackends.Samples.BackendDifferences.Wire;

namespace TcpBackends.Samples.BackendDifferences.Differences;

internal sealed class ShutdownDuringSend(TcpShutdown how, string name) : IDifference
{
    public string Title => $"Shutdown({name}) while data is waiting to be sent";

    public string Manual => how == TcpShutdown.Write
        ? "inet postpones the shutdown until its buffer is sent, without telling the caller. socket carries it out at once."
        : "The same for read_write.";

    public Answers Expected { get; } = new(
        "send ok, shutdown ok; the peer gets every byte, then the end",
        "shutdown ok, the waiting send gets closed; the peer gets a part, then the end");

    public async Task<string> ObserveAsync(ITcpBackend backend, CancellationToken cancellationToken)
    {
        await using Connection connection =
            await Connection.OpenAsync(backend, TcpSocketOptions.Default, cancellationToken);
        Clog clog = await connection.ClogAsync(cancellationToken);
        string shutdown = (await connection.Socket.ShutdownAsync(how, cancellationToken)).Error.ToAtom();

        Task<byte[]> reading = connection.Peer.ReadToEndAsync(cancellationToken);
        string sent = (await clog.Send).Error.ToAtom();
        bool complete = (await reading).Length == clog.Length;

        string results = clog.Returned
            ? $"send {sent}, shutdown {shutdown}"
            : $"shutdown {shutdown}, the waiting send gets {sent}";
        return $"{results}; the peer gets {(complete ? "every byte" : "a part")}, then the end";
    }
}
