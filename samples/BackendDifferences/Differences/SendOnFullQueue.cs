using TcpBackends.Samples.BackendDifferences.Wire;

namespace TcpBackends.Samples.BackendDifferences.Differences;

internal sealed class SendOnFullQueue : IDifference
{
    private const string Waits = "waits until the peer reads, then ok";

    public string Title => "Send again before the peer reads";

    public string Manual => "A send can wait on inet too: when its buffer is full.";

    public Answers Expected { get; } = new(Waits, Waits);

    public async Task<string> ObserveAsync(ITcpBackend backend, CancellationToken cancellationToken)
    {
        await using Connection connection =
            await Connection.OpenAsync(backend, TcpSocketOptions.Default, cancellationToken);
        Clog clog = await connection.ClogAsync(cancellationToken);
        Task<TcpSendResult> second = connection.Socket.SendAsync("more"u8.ToArray(), cancellationToken).AsTask();
        bool returned = await connection.ReturnsAsync(second, cancellationToken);

        Task<byte[]> reading = connection.Peer.ReadToEndAsync(cancellationToken);
        (await clog.Send).ThrowIfError();
        string result = (await second).Error.ToAtom();
        (await connection.Socket.ShutdownAsync(TcpShutdown.Write, cancellationToken)).ThrowIfError();
        string received = Words.Of((await reading).AsSpan()[^4..]);

        string sending = returned ? $"returns {result} at once" : $"waits until the peer reads, then {result}";
        return received == "more" ? sending : $"{sending}; the peer does not get it";
    }
}
