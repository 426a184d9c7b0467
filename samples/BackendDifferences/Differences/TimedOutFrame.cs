using TcpBackends.Framing;
using TcpBackends.Samples.BackendDifferences.Wire;

namespace TcpBackends.Samples.BackendDifferences.Differences;

/// <summary>A packet 4 frame whose send timed out because the peer reads nothing.</summary>
/// <param name="Result">How the send ended.</param>
/// <param name="Before">How many equal frames the kernel took before.</param>
internal sealed record TimedOutFrame(TcpSendResult Result, int Before)
{
    public static ReadOnlySpan<byte> Payload => "abcdef"u8;

    public static TcpSocketOptions Options { get; } = new() { SendTimeout = TimeSpan.FromMilliseconds(200) };

    public static async Task<TimedOutFrame> SendAsync(Connection connection, CancellationToken cancellationToken)
    {
        ITcpSocket socket = connection.Socket;
        Clog clog = await connection.ClogAsync(cancellationToken);
        _ = await clog.Send;
        socket.Options.Set(TcpOptions.Packet, PacketType.Length4).ThrowIfError();

        // A kernel that was full a moment ago may have found room for a few bytes.
        byte[] payload = Payload.ToArray();
        for (int before = 0; ; before++)
        {
            TcpSendResult result = await socket.SendAsync(payload, cancellationToken);
            if (!result.IsOk)
            {
                return new TimedOutFrame(result, before);
            }
        }
    }
}
