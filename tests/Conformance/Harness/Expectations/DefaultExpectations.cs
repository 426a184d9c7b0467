namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>Semantics 15: the values of options that nobody gave.</summary>
public sealed record DefaultExpectations
{
    public static DefaultExpectations Inet { get; } = new()
    {
        Buffer = 1460,
        ReceiveBufferRaisesBuffer = true,
        PacketSize = 0,
    };

    public static DefaultExpectations Socket { get; } = new()
    {
        Buffer = 8192,
        ReceiveBufferRaisesBuffer = false,
        PacketSize = 64 * 1024 * 1024,
    };

    public required int Buffer { get; init; }

    /// <summary>Whether a larger recbuf raises a buffer that was not given.</summary>
    public required bool ReceiveBufferRaisesBuffer { get; init; }

    /// <summary>packet_size; 0 is no limit.</summary>
    public required int PacketSize { get; init; }

    public int BufferAfterReceiveBuffer(int receiveBuffer) =>
        ReceiveBufferRaisesBuffer ? Math.Max(Buffer, receiveBuffer) : Buffer;
}
