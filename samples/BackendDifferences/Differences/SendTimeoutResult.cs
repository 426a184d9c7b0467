using TcpBackends.Samples.BackendDifferences.Wire;

namespace TcpBackends.Samples.BackendDifferences.Differences;

internal sealed class SendTimeoutResult : IDifference
{
    public string Title => "Send \"abcdef\" with packet 4, and send_timeout runs out";

    public string Manual =>
        "{timeout, RestData} can come only from socket. RestData is what was not sent; if it starts inside a packet, "
        + "that packet is incomplete on the wire.";

    public Answers Expected { get; } = new("timeout", "timeout with RestData <<0,0,0,6,\"abcdef\">>: header and data");

    public async Task<string> ObserveAsync(ITcpBackend backend, CancellationToken cancellationToken)
    {
        await using Connection connection =
            await Connection.OpenAsync(backend, TimedOutFrame.Options, cancellationToken);
        TcpSendResult result = (await TimedOutFrame.SendAsync(connection, cancellationToken)).Result;

        string atom = result.Error.ToAtom();
        if (!result.HasRestData)
        {
            return atom;
        }

        bool withHeader = result.RestData.Length > TimedOutFrame.Payload.Length;
        return $"{atom} with RestData {Words.OfBinary(result.RestData.Span)}: {(withHeader ? "header and data" : "data")}";
    }
}
