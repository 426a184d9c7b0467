using TcpBackends.Samples.BackendDifferences.Wire;

namespace TcpBackends.Samples.BackendDifferences.Differences;

internal sealed class SendTimeoutDelivery : IDifference
{
    public string Title => "What becomes of that frame if nothing is sent again";

    public string Manual =>
        "inet has put it into its buffer and sends it later, so sending it again would send it twice. On socket the "
        + "caller has to send RestData.";

    public Answers Expected { get; } = new("arrives, exactly once", "never arrives");

    public async Task<string> ObserveAsync(ITcpBackend backend, CancellationToken cancellationToken)
    {
        await using Connection connection =
            await Connection.OpenAsync(backend, TimedOutFrame.Options, cancellationToken);
        TimedOutFrame frame = await TimedOutFrame.SendAsync(connection, cancellationToken);
        if (frame.Result.Error != TcpError.Timeout)
        {
            return $"send {frame.Result.Error.ToAtom()}";
        }

        Task<byte[]> reading = connection.Peer.ReadToEndAsync(cancellationToken);
        (await connection.Socket.ShutdownAsync(TcpShutdown.Write, cancellationToken)).ThrowIfError();
        byte[] received = await reading;
        return (received.AsSpan().Count(TimedOutFrame.Payload) - frame.Before) switch
        {
            0 => "never arrives",
            1 => "arrives, exactly once",
            int copies => $"arrives {copies} times",
        };
    }
}
