using System.Buffers;

namespace TcpBackends.Framing;

/// <summary>
/// What sending adds to a payload: a length with packet types 1, 2 and 4, nothing with the others, whose headers are
/// part of the payload.
/// </summary>
public static class PacketEncoder
{
    /// <summary>Writes a payload as one packet.</summary>
    /// <remarks>
    /// As in OTP <c>packet_size</c> does not limit it, and a payload that is too long for its prefix gets a wrong one:
    /// see <see cref="LengthPrefix.Write"/>.
    /// </remarks>
    /// <param name="output">Where to.</param>
    /// <param name="type">The packet type.</param>
    /// <param name="payload">The payload.</param>
    public static void Write(IBufferWriter<byte> output, PacketType type, ReadOnlySpan<byte> payload)
    {
        WriteHeader(output, type, payload.Length);
        output.Write(payload);
    }

    /// <inheritdoc cref="Write(IBufferWriter{byte}, PacketType, ReadOnlySpan{byte})"/>
    public static void Write(IBufferWriter<byte> output, PacketType type, in ReadOnlySequence<byte> payload)
    {
        WriteHeader(output, type, payload.Length);
        foreach (ReadOnlyMemory<byte> segment in payload)
        {
            output.Write(segment.Span);
        }
    }

    private static void WriteHeader(IBufferWriter<byte> output, PacketType type, long payloadLength)
    {
        ArgumentNullException.ThrowIfNull(output);
        int length = LengthPrefix.LengthOf(type);
        if (length > 0)
        {
            LengthPrefix.Write(type, payloadLength, output.GetSpan(length));
            output.Advance(length);
        }
    }
}
