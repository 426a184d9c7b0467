using TcpBackends.Samples.BackendDifferences.Wire;

namespace TcpBackends.Samples.BackendDifferences.Differences;

internal sealed class OversizedSend : IDifference
{
    public string Title => "Send more than the kernel has room for";

    public string Manual =>
        "inet buffers what the kernel does not take, returns, and sends it in the background. socket buffers nothing: "
        + "the caller waits until all is sent.";

    public Answers Expected { get; } = new(
        "returns ok at once, the rest is queued; the peer gets every byte",
        "waits until the peer reads, then ok; the peer gets every byte");

    public async Task<string> ObserveAsync(ITcpBackend backend, CancellationToken cancellationToken)
    {
        await using Connection connection =
            await Connection.OpenAsync(backend, TcpSocketOptions.Default, cancellationToken);
        Clog clog = await connection.ClogAsync(cancellationToken);

        Task<byte[]> reading = connection.Peer.ReadToEndAsync(cancellationToken);
        string result = (await clog.Send).Error.ToAtom();
        (await connection.Socket.ShutdownAsync(TcpShutdown.Write, cancellationToken)).ThrowIfError();
        int arrived = (await reading).Length;

        string sending = clog.Returned
            ? $"returns {result} at once, {(clog.Queued > 0 ? "the rest is queued" : "nothing is queued")}"
            : $"waits until the peer reads, then {result}";
        return $"{sending}; the peer gets {(arrived == clog.Length ? "every byte" : $"{arrived} of {clog.Length} bytes")}";
    }
}
