using TcpBackends.Samples.BackendDifferences.Wire;

namespace TcpBackends.Samples.BackendDifferences.Differences;

internal sealed class FinThenReceive : IDifference
{
    private const string Closed = "recv \"hello\", then closed";

    public string Title => "The peer says \"hello\" and closes; receive, show_econnreset=true";

    public string Manual => "recv: a socket that was closed is reported as closed.";

    public Answers Expected { get; } = new(Closed, Closed);

    public async Task<string> ObserveAsync(ITcpBackend backend, CancellationToken cancellationToken)
    {
        TcpSocketOptions options = new() { ShowEconnreset = true };
        await using Connection connection = await Connection.OpenAsync(backend, options, cancellationToken);
        await connection.Peer.SendAsync("hello"u8.ToArray(), cancellationToken);
        connection.Peer.Finish();
        return Words.OfReading(await connection.ReadOutAsync(cancellationToken));
    }
}
