using System.Buffers;
using TcpBackends.Core.Io;
using TcpBackends.Core.Send;
using TcpBackends.Framing;

namespace TcpBackends.Tests.Unit.Core;

[TestFixture]
public sealed class WireMessageTests
{
    private static readonly byte[] Frame = [0, 0, 0, 6, .. "abcdef"u8];

    [Test]
    public void The_rest_is_exactly_what_the_kernel_did_not_take([Range(0, 9)] int taken)
    {
        WireMessage.Frame(PacketType.Length4, new ReadOnlySequence<byte>("abcdef"u8.ToArray()), out WireMessage message);
        var stream = new ScriptedStream(taken == 0 ? [] : [taken]);
        TcpError error = message.SendTo(stream);
        Assert.Multiple(() =>
        {
            Assert.That(error, Is.EqualTo(TcpError.EAgain));
            Assert.That(stream.Sent, Is.EqualTo(Frame[..taken]));
            Assert.That(message.CopyRemaining(), Is.EqualTo(Frame[taken..]));
            Assert.That(message.Length, Is.EqualTo(10));
        });
    }

    [Test]
    public void Goes_on_after_every_byte()
    {
        WireMessage.Frame(PacketType.Length4, Sequences.OfSingleBytes("abcdef"u8.ToArray()), out WireMessage message);
        var stream = new ScriptedStream(Enumerable.Repeat(1, 10));
        Assert.That(message.SendTo(stream), Is.EqualTo(TcpError.None));
        Assert.That(stream.Sent, Is.EqualTo(Frame));
    }

    [Test]
    public void An_empty_raw_packet_still_asks_the_kernel()
    {
        WireMessage.Frame(PacketType.Raw, ReadOnlySequence<byte>.Empty, out WireMessage message);
        var stream = new ScriptedStream([0]);
        Assert.That(message.SendTo(stream), Is.EqualTo(TcpError.None));
        Assert.That(stream.Attempts, Is.EqualTo(1));
    }

    /// <summary>A kernel that takes so many bytes a time, and then none.</summary>
    private sealed class ScriptedStream(IEnumerable<int> takes) : IIoStream
    {
        private readonly Queue<int> _takes = new(takes);

        public List<byte> Sent { get; } = [];

        public int Attempts { get; private set; }

        public IoResult TrySend(ReadOnlySpan<byte> header, in ReadOnlySequence<byte> body)
        {
            Attempts++;
            if (!_takes.TryDequeue(out int count))
            {
                return TcpError.EAgain;
            }

            byte[] all = [.. header, .. body.ToArray()];
            Sent.AddRange(all[..count]);
            return new IoResult(count, TcpError.None);
        }

        public bool WaitWritable() => true;

        public bool WaitReadable() => throw new NotSupportedException();

        public void EndWaitReadable() => throw new NotSupportedException();

        public void EndWaitWritable() => throw new NotSupportedException();

        public bool IsDrained => false;

        public void SetUnreceived(bool any)
        {
            // Nothing is kept.
        }

        public IoResult TryReceive(Span<byte> destination) => throw new NotSupportedException();

        public TcpError Shutdown(TcpShutdown how) => throw new NotSupportedException();

        public void Start(IIoEvents events) => throw new NotSupportedException();
    }
}
