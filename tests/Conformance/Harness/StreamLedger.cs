namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>What the peer must receive, byte for byte, compared as it is read.</summary>
public sealed class StreamLedger(RawPeer peer)
{
    private readonly Queue<byte[]> _expected = new();
    private int _offset;

    /// <summary>How many bytes are on their way to the peer, or with it.</summary>
    public long Unread { get; private set; }

    /// <summary>These bytes were accepted, and come next.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.IsEmpty)
        {
            _expected.Enqueue(bytes.ToArray());
            Unread += bytes.Length;
        }
    }

    /// <summary>Lets the peer read so many bytes, and fails at the first that is not what was accepted.</summary>
    public async Task ReadAsync(int count, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> received = await peer.ReceiveExactlyAsync(count, cancellationToken);
        Unread -= count;
        while (!received.IsEmpty)
        {
            byte[] next = _expected.Peek();
            int length = Math.Min(received.Length, next.Length - _offset);
            if (!received.Span[..length].SequenceEqual(next.AsSpan(_offset, length)))
            {
                Assert.Fail("The peer received other bytes than were accepted.");
            }

            received = received[length..];
            _offset += length;
            if (_offset == next.Length)
            {
                _expected.Dequeue();
                _offset = 0;
            }
        }
    }
}
