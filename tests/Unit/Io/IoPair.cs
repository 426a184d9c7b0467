using System.Buffers;
using System.Net.Sockets;
using TcpBackends.Core.Io;

namespace TcpBackends.Tests.Unit.Io;

/// <summary>A socket under test, used as the contract asks for, and the plain socket at the other end.</summary>
internal sealed class IoPair(IIoSocket socket, Sink sink, Socket peer)
{
    public IIoSocket Socket => socket;

    public Sink Sink => sink;

    public Socket Peer => peer;

    /// <summary>How often a notification of readability was asked for.</summary>
    public int ReadWaits { get; private set; }

    public async Task<IoResult> ReceiveAsync(Memory<byte> destination, CancellationToken watchdog)
    {
        IoResult result = socket.TryReceive(destination.Span);
        while (result.WouldBlock)
        {
            await ReadableAsync(watchdog);
            result = socket.TryReceive(destination.Span);
        }

        return result;
    }

    public async Task<TcpError> SendAsync(byte[] header, ReadOnlySequence<byte> body, CancellationToken watchdog)
    {
        int sentOfHeader = 0;
        do
        {
            IoResult sent = socket.TrySend(header.AsSpan(sentOfHeader), body);
            if (sent.Error == TcpError.None)
            {
                int ofHeader = Math.Min(sent.Bytes, header.Length - sentOfHeader);
                sentOfHeader += ofHeader;
                body = body.Slice(sent.Bytes - ofHeader);
            }
            else if (sent.WouldBlock)
            {
                await WritableAsync(watchdog);
            }
            else
            {
                return sent.Error;
            }
        }
        while (sentOfHeader < header.Length || !body.IsEmpty);

        return TcpError.None;
    }

    /// <summary>Sends until it would block.</summary>
    /// <returns>How many bytes were accepted.</returns>
    public long Clog()
    {
        var chunk = new ReadOnlySequence<byte>(new byte[8192]);
        long accepted = 0;
        IoResult sent;
        while ((sent = socket.TrySend([], chunk)).Error == TcpError.None)
        {
            accepted += sent.Bytes;
        }

        Assert.That(sent.Error, Is.EqualTo(TcpError.EAgain));
        return accepted;
    }

    /// <summary>To be called after an attempt to receive would block.</summary>
    public async Task ReadableAsync(CancellationToken watchdog)
    {
        if (socket.WaitReadable())
        {
            ReadWaits++;
            await sink.ReadableAsync(watchdog);
        }
    }

    /// <summary>To be called after an attempt to send would block.</summary>
    public async Task WritableAsync(CancellationToken watchdog)
    {
        if (socket.WaitWritable())
        {
            await sink.WritableAsync(watchdog);
        }
    }

    /// <summary>Reads at the other end.</summary>
    /// <returns>What came until <paramref name="count"/> bytes were there, or the end of the stream.</returns>
    public async Task<byte[]> ReadPeerAsync(long count, CancellationToken watchdog)
    {
        using var read = new MemoryStream();
        byte[] buffer = new byte[64 * 1024];
        while (read.Length < count)
        {
            Memory<byte> room = buffer.AsMemory(0, (int)Math.Min(buffer.Length, count - read.Length));
            int received = await peer.ReceiveAsync(room, watchdog);
            if (received == 0)
            {
                break;
            }

            read.Write(buffer, 0, received);
        }

        return read.ToArray();
    }

    /// <summary>Resets the connection from the other end.</summary>
    public void Reset()
    {
        peer.LingerState = new LingerOption(true, 0);
        peer.Dispose();
    }
}
