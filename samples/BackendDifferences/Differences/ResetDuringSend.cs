using TcpBackends.Samples.BackendDifferences.Wire;

namespace TcpBackends.Samples.BackendDifferences.Differences;

internal sealed class ResetDuringSend(bool showEconnreset) : IDifference
{
    public string Title =>
        $"The peer says \"hello\" and resets while data is waiting to be sent, show_econnreset={Atom}";

    public string Manual => showEconnreset
        ? "inet: the error that the next use gets is econnreset."
        : "inet: the background send finds the socket closed, the next use gets an error, and what was received but not "
            + "read is lost. socket: the send fails, a reader still gets the data, then closed.";

    public Answers Expected => new(
        $"send ok; recv {Reason}, \"hello\" is lost",
        $"send {Reason}; recv \"hello\", then {Reason}");

    public bool NeedsLinux => true;

    private string Atom => showEconnreset ? "true" : "false";

    private string Reason => showEconnreset ? "econnreset" : "closed";

    public async Task<string> ObserveAsync(ITcpBackend backend, CancellationToken cancellationToken)
    {
        TcpSocketOptions options = new() { ShowEconnreset = showEconnreset };
        await using Connection connection = await Connection.OpenAsync(backend, options, cancellationToken);
        await connection.Peer.SendAsync("hello"u8.ToArray(), cancellationToken);
        Clog clog = await connection.ClogAsync(cancellationToken);

        connection.Peer.Reset();
        await Condition.HoldsAsync(
            () => clog.Send.IsCompleted && connection.Socket.Statistics.Value.PendingBytes == 0, cancellationToken);
        TcpSendResult sent = await clog.Send;
        return $"send {sent.Error.ToAtom()}; {Words.OfReading(await connection.ReadOutAsync(cancellationToken))}";
    }
}
