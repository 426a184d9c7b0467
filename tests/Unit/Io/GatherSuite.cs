using System.Buffers;
using TcpBackends.Core.Io;

namespace TcpBackends.Tests.Unit.Io;

/// <summary>A header and a body of many segments, as one unit and as far as the kernel takes it.</summary>
internal abstract class GatherSuite(IIoPlatform platform) : IoSuite(platform)
{
    [Test]
    public async Task A_small_message_goes_in_one_attempt(
        [Values(0, 1, 4)] int headerLength, [Values(0, 1, 100)] int bodyLength, [Values(2, 7, 100)] int cut, CancellationToken watchdog)
    {
        IoPair pair = await PairAsync(watchdog);
        byte[] message = Bytes(headerLength + bodyLength);
        ReadOnlySequence<byte> body = Chunk.Cut(message[headerLength..], _ => cut, _ => true);

        Assert.That(pair.Socket.TrySend(message.AsSpan(0, headerLength), body), Is.EqualTo(new IoResult(message.Length, TcpError.None)));
        Assert.That(await pair.ReadPeerAsync(message.Length, watchdog), Is.EqualTo(message));
    }

    [Test]
    public async Task Every_shape_arrives_whole_however_the_kernel_takes_it(
        [Values(0, 4)] int headerLength,
        [Values(200, 20_000, 500_000)] int bodyLength,
        [Values] Shape shape,
        [Values(8192, 0)] int buffers,
        CancellationToken watchdog)
    {
        IoPair pair = await PairAsync(watchdog, buffers);
        byte[] message = Bytes(headerLength + bodyLength);
        ReadOnlySequence<byte> body = Cut(message[headerLength..], shape);

        Task<byte[]> reading = pair.ReadPeerAsync(message.Length, watchdog);
        Assert.That(await pair.SendAsync(message[..headerLength], body, watchdog), Is.EqualTo(TcpError.None));
        Assert.That(await reading, Is.EqualTo(message));
    }

    private static ReadOnlySequence<byte> Cut(byte[] bytes, Shape shape) => shape switch
    {
        Shape.OneArray => new ReadOnlySequence<byte>(bytes),
        Shape.OneThatIsNoArray => Chunk.Cut(bytes, _ => bytes.Length, _ => false),
        Shape.Arrays => Chunk.Cut(bytes, i => 1 + (i * 37 % 3000), _ => true),
        Shape.NoArrays => Chunk.Cut(bytes, i => 1 + (i * 37 % 3000), _ => false),
        Shape.Mixed => Chunk.Cut(bytes, i => 1 + (i * 37 % 3000), i => i % 3 != 1),
        Shape.WithEmptyOnes => Chunk.Cut(bytes, i => i % 2 == 0 ? 0 : 2000, i => i % 3 != 1),
        Shape.LargeAndSmall => Chunk.Cut(bytes, i => i % 2 == 0 ? 5 : 100_000, _ => true),
        _ => throw new ArgumentOutOfRangeException(nameof(shape)),
    };

    private static byte[] Bytes(int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    public enum Shape
    {
        OneArray,
        OneThatIsNoArray,
        Arrays,
        NoArrays,
        Mixed,
        WithEmptyOnes,
        LargeAndSmall,
    }
}

[TestFixture, Platform(Include = "Linux")]
internal sealed class EpollGather() : GatherSuite(Platforms.Epoll);

[TestFixture]
internal sealed class PortableGather() : GatherSuite(Platforms.Portable);
