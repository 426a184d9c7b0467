using System.Buffers;
using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Sending;

/// <summary>The forms in which data can be handed to a send, each one unit on the wire: semantics 5.1, iodata.</summary>
public abstract class IodataSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    [Test]
    public async Task One_buffer_or_a_part_of_one()
    {
        ConnectedPair pair = await PairAsync();

        Outcome.Ok(await pair.Socket.SendAsync("hello"u8.ToArray(), Token), "send: binary");
        Outcome.Ok(await pair.Socket.SendAsync("hello"u8.ToArray().AsMemory(1, 3), Token), "send: sub binary");
        Outcome.Ok(await pair.Socket.SendAsync(new ReadOnlySequence<byte>("hello"u8.ToArray(), 4, 1), Token), "send: sequence");

        Assert.That(await pair.Peer.ReceiveExactlyAsync(9, Token), Is.EqualTo("helloello"u8.ToArray()));
    }

    [TestCase(PacketType.Raw, 1, 1)]
    [TestCase(PacketType.Raw, 2, 3000)]
    [TestCase(PacketType.Length4, 2, 3000)]
    [TestCase(PacketType.Raw, 64, 64)]
    [TestCase(PacketType.Length1, 64, 200)]
    [TestCase(PacketType.Raw, 65, 65)]
    [TestCase(PacketType.Length2, 65, 6500)]
    [TestCase(PacketType.Raw, 1024, 1024)]
    [TestCase(PacketType.Length4, 1024, 10_240)]
    [TestCase(PacketType.Raw, 1025, 102_500)]
    [TestCase(PacketType.Length4, 3000, 3000)]
    public async Task A_sequence_of_many_segments(PacketType packet, int segments, int length)
    {
        byte[] payload = Pattern.Bytes(length);
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = packet });
        Task<byte[]> reading = pair.Peer.ReceiveExactlyAsync((int)packet + length, Token);

        Outcome.Ok(
            await pair.Socket.SendAsync(Segments.Sequence(Segments.Cut(payload, segments)), Token), "send: many segments");

        Assert.That(await reading, Is.EqualTo(Wire.Frame(packet, payload)));
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(1500)]
    public async Task A_list_of_segments(int segments)
    {
        byte[] payload = Pattern.Bytes(segments * 3);
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = PacketType.Length4 });

        Outcome.Ok(
            await pair.Socket.SendAsync(segments == 0 ? [] : Segments.Cut(payload, segments), Token), "send: iolist");

        byte[] frame = Wire.Frame(PacketType.Length4, payload);
        Assert.That(await pair.Peer.ReceiveExactlyAsync(frame.Length, Token), Is.EqualTo(frame));
    }

    [Test]
    public async Task A_list_of_empties_sends_nothing([Values(1, 3, 200)] int segments)
    {
        ConnectedPair pair = await PairAsync();

        Outcome.Ok(await pair.Socket.SendAsync([.. Segments.Empty(segments)], Token), "send: list of empties");
        Outcome.Ok(await pair.Socket.SendAsync(Segments.Sequence(Segments.Empty(segments)), Token), "send: empty segments");

        Outcome.Ok(await pair.Socket.ShutdownAsync(TcpShutdown.Write, Token), "shutdown(write)");
        Assert.That((await pair.Peer.ReceiveToEndAsync(Token)).Bytes, Is.Empty);
    }

    [Test]
    public async Task Empty_segments_before_between_and_after_are_no_obstacle(
        [Values(PacketType.Raw, PacketType.Length2)] PacketType packet, [Values(1, 63, 64, 65, 130, 1100)] int empties)
    {
        byte[] payload = Pattern.Bytes(10);
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = packet });

        // Completes on the caller's thread if it completes at all, so a send that spins for ever must not hold the test.
        Task<TcpSendResult> sending = Task.Run(
            async () => await pair.Socket.SendAsync(
                Segments.Sequence(
                [
                    .. Segments.Empty(empties),
                    payload.AsMemory(0, 4),
                    .. Segments.Empty(empties),
                    payload.AsMemory(4),
                    .. Segments.Empty(empties),
                ]),
                Token),
            Token);

        byte[] frame = Wire.Frame(packet, payload);
        Assert.That(await pair.Peer.ReceiveExactlyAsync(frame.Length, Token), Is.EqualTo(frame));
        Outcome.Ok(await sending, "send: empty segments among others");
    }

    [Test]
    public async Task A_sequence_that_the_kernel_takes_in_pieces_arrives_whole(
        [Values(PacketType.Raw, PacketType.Length4)] PacketType packet, [Values(7, 100, 1100)] int segments)
    {
        byte[] payload = Pattern.Bytes(500_000);
        ConnectedPair pair = await PairAsync(
            new TcpSocketOptions { Packet = packet, SendBuffer = CloggedPair.KernelBuffer },
            peerReceiveBuffer: CloggedPair.KernelBuffer);

        Task<TcpSendResult> sending =
            pair.Socket.SendAsync(Segments.Sequence(Segments.Cut(payload, segments)), Token).AsTask();
        byte[] frame = Wire.Frame(packet, payload);
        byte[] received = await pair.Peer.ReceiveExactlyAsync(frame.Length, Token);

        Outcome.Ok(await sending, "send: many segments in pieces");
        Assert.That(received.AsSpan().SequenceEqual(frame), "the peer received what was sent");
    }
}

[TestFixture]
public sealed class InetIodata() : IodataSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketIodata() : IodataSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetIodata() : IodataSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketIodata() : IodataSuite(BackendUnderTest.OtpSocket);
