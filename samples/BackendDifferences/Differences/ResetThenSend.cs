using TcpBackends.Samples.BackendDifferences.Wire;

namespace TcpBackends.Samples.BackendDifferences.Differences;

internal sealed class ResetThenSend : IDifference
{
    public string Title => "The peer says \"hello\" and resets; send, then receive, show_econnreset=true";

    public string Manual =>
        "show_econnreset does not work on socket as described for inet: a reset does not keep a reader from what is in "
        + "the receive buffer.";

    public Answers Expected { get; } = new(
        "send econnreset; recv econnreset, \"hello\" is lost",
        "send econnreset; recv \"hello\", then econnreset");

    public bool NeedsLinux => true;

    public async Task<string> ObserveAsync(ITcpBackend backend, CancellationToken cancellationToken)
    {
        TcpSocketOptions options = new() { ShowEconnreset = true };
        await using Connection connection = await Connection.OpenAsync(backend, options, cancellationToken);
        await connection.Peer.SendAsync("hello"u8.ToArray(), cancellationToken);
        connection.Peer.Reset();

        // The kernel forgets the peer's address when the reset arrives; the socket itself has not noticed it yet.
        await Condition.HoldsAsync(() => !connection.Socket.RemoteEndPoint.IsOk, cancellationToken);
        TcpSendResult sent = await connection.Socket.SendAsync("x"u8.ToArray(), cancellationToken);
        return $"send {sent.Error.ToAtom()}; {Words.OfReading(await connection.ReadOutAsync(cancellationToken))}";
    }
}
