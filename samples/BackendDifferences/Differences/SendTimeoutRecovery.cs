using System.Buffers.Binary;
using TcpBackends.Framing;
using TcpBackends.Samples.BackendDifferences.Wire;

namespace TcpBackends.Samples.BackendDifferences.Differences;

internal sealed class SendTimeoutRecovery : IDifference
{
    private const int FrameLength = 1024 * 1024;
    private const int MostFrames = 64;

    private static readonly TcpSocketOptions Options =
        new() { Packet = PacketType.Length4, SendTimeout = TimeSpan.FromMilliseconds(200) };

    public string Title => "Go on after send_timeout cut a frame in two";

    public string Manual =>
        "On socket: set packet raw, send RestData, set the packet type again. Sending a new packet first would be taken "
        + "for the rest of the old one.";

    public Answers Expected { get; } = new(
        "no RestData, nothing to send again; every frame is intact",
        "RestData sent with packet raw; every frame is intact");

    public async Task<string> ObserveAsync(ITcpBackend backend, CancellationToken cancellationToken)
    {
        await using Connection connection = await Connection.OpenAsync(backend, Options, cancellationToken);
        ITcpSocket socket = connection.Socket;
        List<byte[]> sent = [];
        TcpSendResult result;
        do
        {
            sent.Add(CreateFrame(sent.Count));
            result = await socket.SendAsync(sent[^1], cancellationToken);
        }
        while (result.IsOk && sent.Count < MostFrames);

        if (result.Error != TcpError.Timeout)
        {
            return $"send {result.Error.ToAtom()}";
        }

        Task<byte[]> reading = connection.Peer.ReadToEndAsync(cancellationToken);
        socket.Options.Set(TcpOptions.SendTimeout, Timeout.InfiniteTimeSpan).ThrowIfError();
        if (result.HasRestData)
        {
            socket.Options.Set(TcpOptions.Packet, PacketType.Raw).ThrowIfError();
            (await socket.SendAsync(result.RestData, cancellationToken)).ThrowIfError();
            socket.Options.Set(TcpOptions.Packet, PacketType.Length4).ThrowIfError();
        }

        sent.Add("next"u8.ToArray());
        (await socket.SendAsync(sent[^1], cancellationToken)).ThrowIfError();
        (await socket.ShutdownAsync(TcpShutdown.Write, cancellationToken)).ThrowIfError();

        string recovery = result.HasRestData ? "RestData sent with packet raw" : "no RestData, nothing to send again";
        return $"{recovery}; {(AreIntact(await reading, sent) ? "every frame is intact" : "the frames are damaged")}";
    }

    private static byte[] CreateFrame(int number)
    {
        byte[] frame = new byte[FrameLength];
        new Random(number).NextBytes(frame);
        return frame;
    }

    /// <summary>Whether a peer that decodes the stream finds exactly these frames.</summary>
    private static bool AreIntact(ReadOnlySpan<byte> stream, IEnumerable<byte[]> frames)
    {
        foreach (byte[] frame in frames)
        {
            if (stream.Length < sizeof(int) + frame.Length
                || BinaryPrimitives.ReadInt32BigEndian(stream) != frame.Length
                || !stream.Slice(sizeof(int), frame.Length).SequenceEqual(frame))
            {
                return false;
            }

            stream = stream[(sizeof(int) + frame.Length)..];
        }

        return stream.IsEmpty;
    }
}
