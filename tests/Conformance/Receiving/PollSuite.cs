using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Receiving;

/// <summary>A receive with timeout 0: data or a timeout at once, and what inet remembers of it. Semantics 6.1.</summary>
public abstract class PollSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    [Test]
    public async Task Nothing_there_is_a_timeout_at_once()
    {
        ConnectedPair pair = await PairAsync();

        Outcome.Is(await PollAsync(pair.Socket), TcpError.Timeout, "recv(0, 0)");
    }

    [Test]
    public async Task Data_that_is_there_is_delivered()
    {
        ConnectedPair pair = await PairAsync();
        await pair.PeerSendsAsync("abc"u8.ToArray(), Token);

        Outcome.Delivers(await PollAsync(pair.Socket, 2), "ab"u8, "recv(2, 0)");
        Outcome.Delivers(await PollAsync(pair.Socket), "c"u8, "recv(0, 0)");
    }

    [Test]
    public async Task The_end_of_the_stream_is_reported()
    {
        ConnectedPair pair = await PairAsync();
        await pair.PeerSendsFinAsync(Token);

        Outcome.Is(await PollAsync(pair.Socket), TcpError.Closed, "recv(0, 0): FIN");
    }

    [Test]
    public async Task After_a_poll_for_5_with_3_there_length_0_waits_for_5_on_inet()
    {
        ConnectedPair pair = await PolledPairAsync();

        if (Expect.Receiving.PollLeavesLength)
        {
            Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(0, null, Token).AsTask();
            Outcome.StillWaits(receiving, "recv(0): the wish for 5 remains");
            await pair.Peer.SendAsync("defg"u8.ToArray(), Token);
            Outcome.Delivers(await receiving, "abcde"u8, "recv(0): the wish for 5 is served");
            await pair.UnreadAsync(0, Token);
            Outcome.Delivers(await pair.Socket.ReceiveAsync(2, null, Token), "fg"u8, "recv(2): and forgotten");
        }
        else
        {
            Outcome.Delivers(await PollAsync(pair.Socket), "abc"u8, "recv(0): what is there");
        }
    }

    [Test]
    public async Task Another_length_takes_the_wish_back()
    {
        ConnectedPair pair = await PolledPairAsync();

        Outcome.Delivers(await PollAsync(pair.Socket, 2), "ab"u8, "recv(2): the 3 bytes are there");
        Outcome.Delivers(await PollAsync(pair.Socket), "c"u8, "recv(0): no wish any more");
    }

    [Test]
    public async Task A_further_poll_leaves_the_wish_and_a_timeout_ends_it()
    {
        ConnectedPair pair = await PolledPairAsync();
        if (!Expect.Receiving.PollLeavesLength)
        {
            Outcome.Delivers(await PollAsync(pair.Socket), "abc"u8, "recv(0, 0): no wish remains");
            Outcome.Is(await PollAsync(pair.Socket), TcpError.Timeout, "recv(0, 0): and nothing is left");
            return;
        }

        Outcome.Is(await PollAsync(pair.Socket), TcpError.Timeout, "recv(0, 0): the wish for 5 remains");
        Outcome.Is(await PollAsync(pair.Socket), TcpError.Timeout, "recv(0, 0): and remains");
        Outcome.Is(
            await pair.Socket.ReceiveAsync(0, TimeSpan.FromMilliseconds(1), Token), TcpError.Timeout, "recv(0, 1 ms)");
        Outcome.Delivers(await PollAsync(pair.Socket), "abc"u8, "recv(0): a timeout that passed ended it");
    }

    [Test]
    public async Task The_wish_also_remains_if_nothing_was_there()
    {
        ConnectedPair pair = await PairAsync();
        Outcome.Is(await PollAsync(pair.Socket, 5), TcpError.Timeout, "recv(5, 0)");
        await pair.PeerSendsAsync("abc"u8.ToArray(), Token);

        if (Expect.Receiving.PollLeavesLength)
        {
            Outcome.Is(await PollAsync(pair.Socket), TcpError.Timeout, "recv(0, 0): the wish for 5 remains");
        }
        else
        {
            Outcome.Delivers(await PollAsync(pair.Socket), "abc"u8, "recv(0, 0): what is there");
        }
    }

    [Test]
    public async Task The_wish_survives_a_change_of_the_packet_type()
    {
        ConnectedPair pair = await PolledPairAsync();
        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.Packet, PacketType.Length1), "setopts: packet 1");
        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.Packet, PacketType.Raw), "setopts: packet raw");

        if (Expect.Receiving.PollLeavesLength)
        {
            Outcome.Is(await PollAsync(pair.Socket), TcpError.Timeout, "recv(0, 0): the wish for 5 remains");
        }
        else
        {
            Outcome.Delivers(await PollAsync(pair.Socket), "abc"u8, "recv(0, 0): what is there");
        }
    }

    [Test]
    public async Task FIN_while_the_wish_remains_drops_what_is_there()
    {
        ConnectedPair pair = await PolledPairAsync();
        await pair.PeerSendsFinAsync(Token);

        if (!Expect.Receiving.PollLeavesLength)
        {
            Outcome.Delivers(await PollAsync(pair.Socket), "abc"u8, "recv(0): what is there");
        }

        Outcome.Is(await PollAsync(pair.Socket), TcpError.Closed, "recv(0): FIN before 5 bytes");
    }

    private async Task<ConnectedPair> PolledPairAsync()
    {
        ConnectedPair pair = await PairAsync();
        await pair.PeerSendsAsync("abc"u8.ToArray(), Token);
        Outcome.Is(await PollAsync(pair.Socket, 5), TcpError.Timeout, "recv(5, 0): 3 bytes are there");
        return pair;
    }

    private async Task<TcpResult<TcpPacket>> PollAsync(ITcpSocket socket, int length = 0)
    {
        ValueTask<TcpResult<TcpPacket>> receiving = socket.ReceiveAsync(length, TimeSpan.Zero, Token);
        Assert.That(receiving.IsCompleted, "a poll does not wait");
        return await receiving;
    }
}

[TestFixture]
public sealed class InetPoll() : PollSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketPoll() : PollSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetPoll() : PollSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketPoll() : PollSuite(BackendUnderTest.OtpSocket);
