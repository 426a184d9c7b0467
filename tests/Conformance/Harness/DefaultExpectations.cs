namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>Semantics 15: the values of options that nobody gave.</summary>
public sealed record DefaultExpectations
{
    public static DefaultExpectations Inet { get; } = new()
    {
        Buffer = 1460,
        ReceiveBufferRaisesBuffer = true,
        PacketSize = 0,
        HighWatermark = 8192,
        LowWatermark = 4096,
    };

    public static DefaultExpectations Socket { get; } = new()
    {
        Buffer = 8192,
        ReceiveBufferRaisesBuffer = false,
        PacketSize = 64 * 1024 * 1024,
        HighWatermark = TcpError.NotAvailable,
        LowWatermark = TcpError.NotAvailable,
    };

    public required int Buffer { get; init; }

    /// <summary>Whether a larger recbuf raises a buffer that was not given.</summary>
    public required bool ReceiveBufferRaisesBuffer { get; init; }

    /// <summary>packet_size; 0 is no limit.</summary>
    public required int PacketSize { get; init; }

    /// <summary>Not available where there is no driver queue.</summary>
    public required TcpResult<int> HighWatermark { get; init; }

    /// <summary>Not available where there is no driver queue; OTP's socket backend misuses it for SO_RCVLOWAT.</summary>
    public required TcpResult<int> LowWatermark { get; init; }

    public int BufferAfterReceiveBuffer(int receiveBuffer) =>
        ReceiveBufferRaisesBuffer ? Math.Max(Buffer, receiveBuffer) : Buffer;
}
