using TcpBackends.Core.Buffers;
using TcpBackends.Core.Options;
using TcpBackends.Framing;

namespace TcpBackends.Core.Receive;

/// <summary>
/// What was read from the kernel and not yet received, and how far it has been looked through. Guarded by its owner's lock.
/// </summary>
internal sealed class ReadAhead(ReceiveRules rules)
{
    /// <summary>What is missing is read in pieces of this size.</summary>
    public const int LargestRead = 64 * 1024;

    // Less than this at the end of a block is left unused, so that bytes that dribble in fill blocks and do not take one each.
    private const int LeastRoom = 4096;

    private static readonly PacketScan Nothing = new(PacketStatus.Incomplete, 0, 0);

    private readonly ByteQueue _bytes = new();
    private PacketScanState _scan;
    private int _packetChanges;
    private PacketOptions _bounds;
    private SocketSettings? _boundsOf;
    private SocketSettings? _rejectedUnder;
    private int _rejectedLength;

    // Of the buffer that it is read into, where there is one; 0 as long as nothing was asked for.
    private long _size;

    /// <summary>Whether the end of a block made the room smaller than what one read is for.</summary>
    public bool RoomIsCut { get; private set; }

    public int Length => (int)Math.Min(_bytes.Length, int.MaxValue);

    /// <summary>Room for the next read; to be followed by <see cref="Commit"/>.</summary>
    /// <param name="request">What is read for.</param>
    /// <param name="missing">How many bytes it lacks; 0 if that is not known.</param>
    /// <param name="settings">The settings.</param>
    public Span<byte> GetRoom(in ReceiveRequest request, int missing, SocketSettings settings)
    {
        if (rules.HasReadBuffer)
        {
            return GetRoomInBuffer(request.Length, missing, settings);
        }

        // Raw reads take no more than was asked for, so that the rest stays in the kernel. Packets are read ahead.
        int most = missing == 0 ? settings.Buffer
            : settings.Packet == PacketType.Raw ? Math.Min(missing, Math.Max(settings.Buffer, LargestRead))
            : Math.Max(settings.Buffer, Math.Min(missing, LargestRead));
        return _bytes.GetSpan(most);
    }

    public void Commit(int count) => _bytes.Commit(count);

    /// <summary>Looks for the packet at the front, of a type other than raw.</summary>
    public PacketScan Scan(SocketSettings settings)
    {
        PacketScan scan = Look(settings);
        if (scan.Status == PacketStatus.Invalid)
        {
            Reject(settings);
        }

        return scan;
    }

    /// <summary>Whether a packet could be taken; of raw bytes at least so many.</summary>
    public bool HasPacket(SocketSettings settings, int leastRaw) => settings.Packet == PacketType.Raw
        ? Length > 0 && Length >= leastRaw
        : Look(settings).Status == PacketStatus.Complete;

    /// <summary>Takes the packet that was found.</summary>
    public Received Take(in ReceiveRequest request, in PacketScan scan, SocketSettings settings)
    {
        PacketType type = settings.Packet;
        Received received = Copy(request, scan.HeaderLength, scan.PayloadLength, settings);
        if (type.IsHttp())
        {
            ReadOnlySpan<byte> line = request.HasDestination ? request.Destination.Span[..received.Count] : received.Data;
            HttpLine parsed = HttpLine.Parse(line, type, ref _scan);
            bool isLine = request.IsActive && settings.Deliver == TcpDeliver.Port && rules.PortLinesAreRaw;
            if (!request.HasDestination && !isLine)
            {
                received = received with
                {
                    Http = HttpPacket.Create(line, parsed, type.IsHttpText()),
                    IsList = false,
                    HeaderLength = 0,
                };
            }
        }

        Consume(scan.TotalLength);
        return received;
    }

    /// <summary>Takes bytes, whatever they are.</summary>
    public Received TakeRaw(in ReceiveRequest request, int count, SocketSettings settings)
    {
        count = request.HasDestination ? Math.Min(count, request.Destination.Length) : count;
        Received received = Copy(request, start: 0, count, settings);
        Consume(count);
        Forget();
        return received;
    }

    /// <summary>Whether the buffer, where there is one, has got its size.</summary>
    public bool HasSize => _size != 0;

    /// <summary>The buffer gets its size, if it has none yet: so many bytes, or as many as the option says.</summary>
    public void TakeSize(int length, SocketSettings settings)
    {
        if (_size == 0)
        {
            _size = length > 0 ? length : settings.Buffer;
        }
    }

    /// <summary>If nothing is there, the buffer gets its size anew.</summary>
    public void ForgetSize() => _size = _bytes.Length == 0 ? 0 : _size;

    public void Clear()
    {
        _bytes.Clear();
        _size = 0;
        Forget();
    }

    private Span<byte> GetRoomInBuffer(int length, int missing, SocketSettings settings)
    {
        TakeSize(length, settings);
        if (missing == 0 && _size <= Length)
        {
            _size = Length + settings.Buffer;
        }

        _size = Math.Max(_size, Length + (long)missing);
        long room = missing > 0 ? missing : _size - Length;
        int most = (int)Math.Min(room, Math.Max(settings.Buffer, LargestRead));
        Span<byte> free = _bytes.GetSpan(most, Math.Min(most, LeastRoom));
        RoomIsCut = free.Length < most;
        return free;
    }

    private void Consume(int count)
    {
        _bytes.Consume(count);
        ForgetSize();
    }

    private PacketScan Look(SocketSettings settings)
    {
        if (_packetChanges != settings.PacketChanges)
        {
            _packetChanges = settings.PacketChanges;
            _scan.InHeaders &= !rules.PacketRestartsHttp;
        }

        if (_bytes.Length == 0 || (_rejectedUnder == settings && _rejectedLength == Length))
        {
            return Nothing;
        }

        if (!ReferenceEquals(_boundsOf, settings))
        {
            _bounds = BoundsOf(settings);
            _boundsOf = settings;
        }

        ReadOnlySpan<byte> front = _bytes.Front;
        if (front.Length == _bytes.Length)
        {
            return PacketScanner.Scan(settings.Packet, front, _bounds, ref _scan);
        }

        return PacketScanner.Scan(settings.Packet, _bytes.Bytes, _bounds, ref _scan);
    }

    private Received Copy(in ReceiveRequest request, int start, int length, SocketSettings settings)
    {
        if (!request.HasDestination)
        {
            byte[] data = length == 0 ? [] : GC.AllocateUninitializedArray<byte>(length);
            _bytes.CopyTo(start, data);
            bool isList = settings.Mode == TcpMode.List
                || (settings.Header > 0 && (rules.HeaderLeavesEmptyRest ? settings.Header > length : settings.Header >= length));
            return new Received(TcpError.None, data, length)
            {
                IsList = isList,
                HeaderLength = isList ? 0 : settings.Header,
            };
        }

        _bytes.CopyTo(start, request.Destination.Span[..length]);
        return new Received(TcpError.None, null, length);
    }

    private PacketOptions BoundsOf(SocketSettings settings)
    {
        // Where lines come in pieces, no more of one than a piece is ever measured.
        bool piecesFit = rules.BufferBoundsLines && settings.Packet == PacketType.Line && settings.Buffer <= settings.PacketSize;
        return new PacketOptions
        {
            PacketSize = piecesFit ? 0 : settings.PacketSize,
            LineLength = rules.BufferBoundsLines ? settings.Buffer : 0,
            LineDelimiter = settings.LineDelimiter,
        };
    }

    private void Reject(SocketSettings settings)
    {
        if (!rules.KeepsInvalidPackets)
        {
            Clear();
        }
        else if (LengthPrefix.LengthOf(settings.Packet) == 0)
        {
            (_rejectedUnder, _rejectedLength) = (settings, Length);
        }
    }

    private void Forget()
    {
        _scan.Rewind();
        _rejectedUnder = null;
    }
}
