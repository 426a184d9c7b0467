using TcpBackends.Samples.BackendDifferences.Wire;

namespace TcpBackends.Samples.BackendDifferences.Differences;

internal sealed class ResetThenReceive : IDifference
{
    private const string DataFirst = "recv \"hello\", then econnreset";

    public string Title => "The peer says \"hello\" and resets; receive, show_econnreset=true";

    public string Manual => "socket: a reader gets what is in the receive buffer before the end is reported.";

    public Answers Expected { get; } = new(DataFirst, DataFirst);

    public bool NeedsLinux => true;

    public async Task<string> ObserveAsync(ITcpBackend backend, CancellationToken cancellationToken)
    {
        TcpSocketOptions options = new() { ShowEconnreset = true };
        await using Connection connection = await Connection.OpenAsync(backend, options, cancellationToken);
        await connection.Peer.SendAsync("hello"u8.ToArray(), cancellationToken);
        connection.Peer.Reset();
        return Words.OfReading(await connection.ReadOutAsync(cancellationToken));
    }
}
