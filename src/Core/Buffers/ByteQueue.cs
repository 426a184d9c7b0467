using System.Buffers;

namespace TcpBackends.Core.Buffers;

/// <summary>
/// Bytes in the order in which they came, in pooled blocks. Holds no block while it is empty. Not thread-safe, but <see cref="Bytes"/>
/// stay valid while bytes are added at the end, and while no more than those are removed there again.
/// </summary>
internal sealed class ByteQueue
{
    private const int LargestBlock = 64 * 1024;
    private const int SmallestBlock = 4096;

    private Block? _first;
    private Block? _last;
    private Block? _spare;
    private int _firstOffset;

    public long Length { get; private set; }

    public ReadOnlySequence<byte> Bytes =>
        Length == 0 ? ReadOnlySequence<byte>.Empty : new(_first!, _firstOffset, _last!, _last!.Count);

    /// <summary>The bytes of the first block, which mostly are all of them.</summary>
    public ReadOnlySpan<byte> Front => _first is null ? [] : _first.Filled[_firstOffset..];

    /// <summary>
    /// Room at the end, at most <paramref name="most"/> bytes, and no less than <paramref name="least"/> unless that is more; to be
    /// followed by <see cref="Commit"/>.
    /// </summary>
    public Span<byte> GetSpan(int most, int least = 512)
    {
        Span<byte> free = _last is null ? [] : _last.Free;
        if (free.Length < Math.Min(most, least))
        {
            free = AddBlock(most).Free;
        }

        return free.Length > most ? free[..most] : free;
    }

    /// <summary>Adds the first <paramref name="count"/> bytes of the span that <see cref="GetSpan"/> gave; 0 gives it back.</summary>
    public void Commit(int count)
    {
        _last!.Extend(count);
        Length += count;
        if (Length == 0)
        {
            Clear();
        }
    }

    public void Append(in ReadOnlySequence<byte> bytes)
    {
        if (bytes.IsSingleSegment)
        {
            Append(bytes.FirstSpan);
        }
        else
        {
            AppendSegments(bytes);
        }
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_last is not null && bytes.TryCopyTo(_last.Free))
        {
            _last.Extend(bytes.Length);
            Length += bytes.Length;
            return;
        }

        while (!bytes.IsEmpty)
        {
            Span<byte> free = _last is null ? [] : _last.Free;
            if (free.IsEmpty)
            {
                free = AddBlock((int)Math.Clamp(Math.Max(bytes.Length, Length), SmallestBlock, LargestBlock)).Free;
            }

            int count = Math.Min(free.Length, bytes.Length);
            bytes[..count].CopyTo(free);
            _last!.Extend(count);
            Length += count;
            bytes = bytes[count..];
        }
    }

    /// <summary>Copies as many bytes as the destination has room for, which must be there, and leaves them where they are.</summary>
    public void CopyTo(int start, Span<byte> destination)
    {
        ReadOnlySpan<byte> front = Front;
        if (start + destination.Length <= front.Length)
        {
            front.Slice(start, destination.Length).CopyTo(destination);
            return;
        }

        Bytes.Slice(start, destination.Length).CopyTo(destination);
    }

    /// <summary>Removes bytes from the end, so that this many remain.</summary>
    public void Truncate(long length)
    {
        if (length == 0)
        {
            Clear();
            return;
        }

        Block last = _first!;
        long kept = last.Count - _firstOffset;
        while (kept < length)
        {
            last = (Block)last.Next!;
            kept += last.Count;
        }

        RecycleFrom((Block?)last.Next);
        last.Cut((int)(kept - length));
        _last = last;
        Length = length;
    }

    /// <summary>Removes bytes from the front.</summary>
    public void Consume(long count)
    {
        Length -= count;
        if (Length == 0)
        {
            Clear();
            return;
        }

        long offset = _firstOffset + count;
        while (offset >= _first!.Count)
        {
            offset -= _first.Count;
            Block emptied = _first;
            _first = (Block)emptied.Next!;
            Recycle(emptied);
        }

        _firstOffset = (int)offset;
    }

    public void Clear()
    {
        RecycleFrom(_first);
        _first = _last = null;
        _firstOffset = 0;
        Length = 0;
    }

    private void AppendSegments(in ReadOnlySequence<byte> bytes)
    {
        foreach (ReadOnlyMemory<byte> segment in bytes)
        {
            Append(segment.Span);
        }
    }

    private Block AddBlock(int size)
    {
        Block block = _spare ?? new Block();
        _spare = null;
        block.Open(size, _last);
        _first ??= block;
        _last = block;
        return block;
    }

    private void RecycleFrom(Block? block)
    {
        while (block is not null)
        {
            var next = (Block?)block.Next;
            Recycle(block);
            block = next;
        }
    }

    private void Recycle(Block block)
    {
        block.Release();
        _spare ??= block;
    }

    /// <summary>Its memory is the whole array while it is the last one, so that adding bytes need not set it; then what is filled.</summary>
    private sealed class Block : ReadOnlySequenceSegment<byte>
    {
        private byte[] _array = [];

        /// <summary>The bytes in it.</summary>
        public int Count { get; private set; }

        public Span<byte> Free => _array.AsSpan(Count);

        public ReadOnlySpan<byte> Filled => _array.AsSpan(0, Count);

        public void Open(int size, Block? previous)
        {
            _array = ArrayPool<byte>.Shared.Rent(size);
            Memory = _array;
            RunningIndex = 0;
            if (previous is not null)
            {
                previous.Memory = previous._array.AsMemory(0, previous.Count);
                RunningIndex = previous.RunningIndex + previous.Count;
                previous.Next = this;
            }
        }

        public void Extend(int count) => Count += count;

        /// <summary>Becomes the last one, without this many of its bytes.</summary>
        public void Cut(int count)
        {
            Count -= count;
            Memory = _array;
            Next = null;
        }

        public void Release()
        {
            ArrayPool<byte>.Shared.Return(_array);
            _array = [];
            Count = 0;
            Memory = ReadOnlyMemory<byte>.Empty;
            Next = null;
        }
    }
}
