using TcpBackends.Samples.BackendDifferences.Wire;

namespace TcpBackends.Samples.BackendDifferences.Differences;

internal sealed class NoDelayLocalListen : IDifference
{
    public string Title => "Listen on a Unix-domain path with nodelay";

    public string Manual => "nodelay does not go with a local address: enotsup on socket, the error is ignored on inet.";

    public Answers Expected { get; } = new("ok, nodelay is ignored", "enotsup");

    public async Task<string> ObserveAsync(ITcpBackend backend, CancellationToken cancellationToken)
    {
        using LocalPath path = new();
        TcpSocketOptions options = new() { LocalPath = path.Value, NoDelay = true };
        TcpResult<ITcpListener> result = await backend.ListenAsync(0, options, cancellationToken);
        if (!result.TryGetValue(out ITcpListener? listener))
        {
            return result.Error.ToAtom();
        }

        await using (listener)
        {
            return Words.OfNoDelay(listener.Options.Get(TcpOptions.NoDelay));
        }
    }
}
