using System.Net.Sockets;
using TcpBackends.Samples.BackendDifferences.Wire;

namespace TcpBackends.Samples.BackendDifferences.Differences;

internal sealed class NoDelayLocalConnect : IDifference
{
    public string Title => "Connect to a Unix-domain path with nodelay";

    public string Manual => "The same for connect.";

    public Answers Expected { get; } = new("ok, nodelay is ignored", "enotsup");

    public async Task<string> ObserveAsync(ITcpBackend backend, CancellationToken cancellationToken)
    {
        using LocalPath path = new();
        UnixDomainSocketEndPoint endPoint = new(path.Value);
        using Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(endPoint);
        listener.Listen();

        TcpSocketOptions options = new() { NoDelay = true };
        TcpResult<ITcpSocket> result =
            await backend.ConnectAsync(endPoint, options, cancellationToken: cancellationToken);
        if (!result.TryGetValue(out ITcpSocket? socket))
        {
            return result.Error.ToAtom();
        }

        await using (socket)
        {
            return Words.OfNoDelay(socket.Options.Get(TcpOptions.NoDelay));
        }
    }
}
