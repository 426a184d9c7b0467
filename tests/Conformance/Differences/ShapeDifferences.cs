using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Differences;

/// <summary>The shape of what is delivered: lists, headers, and messages like those of a port.</summary>
public abstract class ShapeDifferences(BackendUnderTest subject) : DifferenceSuite(subject)
{
    [Test]
    [Difference(
        "Packet 4, `header` 5: the peer sends \"hello\", which is as long; `recv`",
        "ShapeSuite.A_header_as_long_as_the_packet",
        Manual = "`{header, N}`: a list of the first N bytes, its tail a binary of the rest")]
    public Task A_header_as_long_as_the_packet() => ShowsShapeAsync(header: 5);

    [Test]
    [Difference(
        "Packet 4, `header` 6: the peer sends \"hello\", which is shorter; `recv`",
        "ShapeSuite.A_header_longer_than_the_packet",
        Deviation = "A `header` longer than the packet")]
    public Task A_header_longer_than_the_packet() => ShowsShapeAsync(header: 6);

    [Test]
    [Difference(
        "`deliver` port and packet http, in list mode: the peer asks for \"/\"; the message",
        "ShapeSuite.Port_and_http")]
    public async Task Port_and_http()
    {
        ConnectedPair pair = await PairAsync(
            new TcpSocketOptions { Packet = PacketType.Http, Mode = TcpMode.List, Deliver = TcpDeliver.Port });
        await pair.PeerSendsAsync("GET / HTTP/1.1\r\n\r\n"u8.ToArray(), Token);
        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.Active, TcpActive.Once), "setopts active");

        var message = (TcpPortMessage)await pair.Socket.Owner.Messages.ReadAsync(Token);

        Shows(message.Packet.Http is null ? Shape(message.Packet) : "the request line, decoded");
    }

    [Test]
    [Difference(
        "`deliver` port: the peer sends \"hello\"; `recv`",
        "ShapeSuite.A_receive_with_port",
        Manual = "`deliver` is about the messages of an active socket",
        Deviation = "A receive with `deliver` = `port`")]
    public async Task A_receive_with_port()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Deliver = TcpDeliver.Port });
        await pair.PeerSendsAsync(Hello, Token);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);

        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(0, null, source.Token).AsTask();
        if (Expect.Deviations.PortReceives)
        {
            Shows(Words.Of(await receiving));
            return;
        }

        string told = await IsToldAsync(pair.Socket, least: 1);
        Outcome.StillWaits(receiving, "recv never returns");
        await source.CancelAsync();
        Assert.That(async () => await receiving, Throws.InstanceOf<OperationCanceledException>());
        Shows($"waits; the owner is told {told}");
    }

    private static string Shape(TcpPacket packet) => packet switch
    {
        { Mode: TcpMode.List } => $"a list of {packet.Length} bytes",
        { HeaderLength: > 0 } => $"a list of {packet.Header.Length} bytes, its tail a binary of {packet.Body.Length}",
        _ => $"a binary of {packet.Length} bytes",
    };

    private async Task ShowsShapeAsync(int header)
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Packet = PacketType.Length4, Header = header });
        await pair.PeerSendsAsync(Wire.Frame(PacketType.Length4, Hello), Token);

        Shows(await Words.OfRaisingAsync(async () => Shape((await pair.Socket.ReceiveAsync(0, null, Token)).Value)));
    }
}

[TestFixture]
public sealed class InetShapeDifferences() : ShapeDifferences(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketShapeDifferences() : ShapeDifferences(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetShapeDifferences() : ShapeDifferences(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketShapeDifferences() : ShapeDifferences(BackendUnderTest.OtpSocket);
