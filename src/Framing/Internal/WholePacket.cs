using System.Buffers.Binary;

namespace TcpBackends.Framing.Internal;

/// <summary>
/// The usual case: a packet that lies in one piece of memory with all its bytes when it is first looked at. That needs
/// no state, and what depends on type and bounds alone is computed once.
/// </summary>
internal readonly struct WholePacket
{
    private readonly PacketType _type;
    private readonly byte _delimiter;
    private readonly int _longest;

    public WholePacket(PacketType type, in PacketOptions options)
    {
        _type = type;
        IsHttp = type.IsHttp();
        HeaderLength = LengthPrefix.LengthOf(type);
        _delimiter = type == PacketType.Line ? options.LineDelimiter : (byte)'\n';

        // Longer lines are another case with either limit, except that HTTP prefers packet_size.
        _longest = options.PacketSize != 0 ? options.PacketSize : int.MaxValue;
        if (options.LineLength != 0 && (type == PacketType.Line || (IsHttp && options.PacketSize == 0)))
        {
            _longest = Math.Min(_longest, options.LineLength);
        }
    }

    public bool IsHttp { get; }

    /// <summary>The length of what is not delivered, in bytes.</summary>
    public int HeaderLength { get; }

    /// <summary>Measures the packet at the front.</summary>
    /// <param name="bytes">The stream, or the first piece of it.</param>
    /// <param name="inHeaders">Whether a header field is due with http.</param>
    /// <returns>Everything to be taken from the stream; 0: it takes a closer look.</returns>
    public int Measure(ReadOnlySpan<byte> bytes, bool inHeaders) => _type switch
    {
        PacketType.Length4 when bytes.Length >= 4 => MeasurePrefixed(bytes, 4, BinaryPrimitives.ReadUInt32BigEndian(bytes)),
        PacketType.Length2 when bytes.Length >= 2 => MeasurePrefixed(bytes, 2, BinaryPrimitives.ReadUInt16BigEndian(bytes)),
        PacketType.Length1 when bytes.Length >= 1 => MeasurePrefixed(bytes, 1, bytes[0]),
        PacketType.Line => MeasureLine(bytes),
        PacketType.Http or PacketType.HttpBin when !inHeaders => MeasureLine(bytes),
        PacketType.Http or PacketType.HttpBin or PacketType.HttpH or PacketType.HttpHBin =>
            MeasureLine(bytes) is > 0 and int length && HttpScan.EndsHeader(bytes, length) ? length : 0,
        _ => 0,
    };

    private int MeasurePrefixed(ReadOnlySpan<byte> bytes, int prefix, uint body) =>
        body <= (uint)_longest && body <= (uint)(bytes.Length - prefix) ? prefix + (int)body : 0;

    private int MeasureLine(ReadOnlySpan<byte> bytes) =>
        Window.IndexOf(bytes, Math.Min(bytes.Length, _longest), _delimiter) + 1;
}
