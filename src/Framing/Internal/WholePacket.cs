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
        _delimiter = type == PacketType.Line ? options.LineDelimiter : (byte)'\n';

        // Longer lines are another case with either limit, except that HTTP prefers packet_size.
        _longest = options.PacketSize != 0 ? options.PacketSize : int.MaxValue;
        if (options.LineLength != 0 && (type == PacketType.Line || (type.IsHttp() && options.PacketSize == 0)))
        {
            _longest = Math.Min(_longest, options.LineLength);
        }
    }

    /// <summary>Finds the packet at the front. False: it takes a closer look.</summary>
    /// <param name="bytes">The stream, or the first piece of it.</param>
    /// <param name="inHeaders">Whether a header field is due with http.</param>
    /// <param name="header">The bytes before the payload, which are not delivered.</param>
    /// <param name="total">Everything to be taken from the stream.</param>
    public bool TryFind(ReadOnlySpan<byte> bytes, bool inHeaders, out int header, out int total)
    {
        switch (_type)
        {
            case PacketType.Length4 when bytes.Length >= 4:
                return TryMeasure(bytes, 4, BinaryPrimitives.ReadUInt32BigEndian(bytes), out header, out total);
            case PacketType.Length2 when bytes.Length >= 2:
                return TryMeasure(bytes, 2, BinaryPrimitives.ReadUInt16BigEndian(bytes), out header, out total);
            case PacketType.Length1 when bytes.Length >= 1:
                return TryMeasure(bytes, 1, bytes[0], out header, out total);
            case PacketType.Line:
                return TryFindLine(bytes, out header, out total);
            case PacketType.Http or PacketType.HttpBin when !inHeaders:
                return TryFindLine(bytes, out header, out total);
            case PacketType.Http or PacketType.HttpBin or PacketType.HttpH or PacketType.HttpHBin:
                return TryFindLine(bytes, out header, out total) && HttpScan.EndsHeader(bytes, total);
            default:
                (header, total) = (0, 0);
                return false;
        }
    }

    private bool TryMeasure(ReadOnlySpan<byte> bytes, int prefix, uint body, out int header, out int total)
    {
        (header, total) = (prefix, prefix + (int)body);
        return body <= (uint)_longest && body <= (uint)(bytes.Length - prefix);
    }

    private bool TryFindLine(ReadOnlySpan<byte> bytes, out int header, out int total)
    {
        (header, total) = (0, bytes[..Math.Min(bytes.Length, _longest)].IndexOf(_delimiter) + 1);
        return total > 0;
    }
}
