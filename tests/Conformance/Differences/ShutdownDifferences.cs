namespace TcpBackends.Tests.Conformance.Differences;

/// <summary>Shutting one or both directions down.</summary>
public abstract class ShutdownDifferences(BackendUnderTest subject) : DifferenceSuite(subject)
{
    private const string Deferred =
        "`inet` postpones the end of writing until its buffer is empty, and the caller does not learn when. `socket` has no buffer "
        + "and carries it out at once";

    [Test]
    [Difference(
        "`shutdown(write)` while 300 kB wait to be sent, then the peer reads",
        "QueuedShutdownSuite.t_shutdown_async",
        "UnqueuedShutdownSuite.t_shutdown_async",
        Manual = Deferred)]
    public Task Write_while_data_waits() => ShowsShutdownAsync(TcpShutdown.Write);

    [Test]
    [Difference(
        "`shutdown(read_write)` while 300 kB wait to be sent, then the peer reads",
        "QueuedShutdownSuite.t_shutdown_async",
        "UnqueuedShutdownSuite.t_shutdown_async",
        Manual = Deferred)]
    public Task Both_while_data_waits() => ShowsShutdownAsync(TcpShutdown.ReadWrite);

    [Test]
    [Difference(
        "`send` after that `shutdown(write)`, before the peer reads",
        "QueuedShutdownSuite.A_send_while_it_is_pending_destroys_the_socket",
        "SendAfterShutdownSuite.A_send_fails_and_on_inet_tears_the_receiving_side_down",
        Manual = "If something goes wrong before a postponed shutdown is carried out, the socket is closed, and the next "
            + "`recv` or `send` says `closed`")]
    public async Task Send_while_it_is_pending()
    {
        (ConnectedPair pair, Task<TcpSendResult> sending) = await SendingPairAsync();
        Outcome.Ok(await pair.Socket.ShutdownAsync(TcpShutdown.Write, Token), "shutdown(write)");
        await sending;

        string sent = await SendsAsync(pair.Socket, 2);
        string all = await ReadsAsync(pair.Peer);

        Shows($"{sent}; {all} arrives");
    }

    [Test]
    [Difference(
        "\"hello\" has arrived; `shutdown(read)`; `recv`, `recv`",
        "ShutdownSuite.shutdown_read_and_data_that_is_there_already",
        Manual = "`read` closes the socket for reading")]
    public async Task Read_and_data_that_is_there()
    {
        ConnectedPair pair = await PairAsync();
        await pair.PeerSendsAsync(Hello, Token);
        Outcome.Ok(await pair.Socket.ShutdownAsync(TcpShutdown.Read, Token), "shutdown(read)");

        Shows(await ReceivesAsync(pair.Socket, 2));
    }

    [Test]
    [Difference(
        "`shutdown(read)`; the peer says \"hello\"; `recv`, `recv`",
        "ShutdownSuite.shutdown_read_and_data_that_comes_later",
        Manual = "`read` closes the socket for reading")]
    public async Task Read_and_data_that_comes_later()
    {
        ConnectedPair pair = await PairAsync();
        Outcome.Ok(await pair.Socket.ShutdownAsync(TcpShutdown.Read, Token), "shutdown(read)");
        await pair.PeerSendsAsync(Hello, Token);

        Shows(await ReceivesAsync(pair.Socket, 2));
    }

    [Test]
    [Difference(
        "`shutdown(read)`; `recv`, `send`, `send`",
        "ShutdownStatesSuite.A_receive_after_shutdown_read_is_the_end")]
    public async Task Read_then_send()
    {
        ConnectedPair pair = await PairAsync();
        Outcome.Ok(await pair.Socket.ShutdownAsync(TcpShutdown.Read, Token), "shutdown(read)");

        Shows($"{await ReceivesAsync(pair.Socket, 1)}; {await SendsAsync(pair.Socket, 2)}");
    }

    [Test]
    [Difference("`shutdown(read_write)`, then `read`, then `write`", "ShutdownStatesSuite.Less_after_both")]
    public async Task Less_after_both()
    {
        ConnectedPair pair = await PairAsync();

        Shows(await ShutdownsAsync(pair.Socket, TcpShutdown.ReadWrite, TcpShutdown.Read, TcpShutdown.Write));
    }

    [Test]
    [Difference("`shutdown(read)`, then `read_write`", "ShutdownStatesSuite.Both_after_read")]
    public async Task Both_after_read()
    {
        ConnectedPair pair = await PairAsync();

        Shows(await ShutdownsAsync(pair.Socket, TcpShutdown.Read, TcpShutdown.ReadWrite));
    }

    [Test]
    [Difference(
        "The peer shuts down writing; `recv`; `shutdown(read)`, `shutdown(write)`",
        "ShutdownStatesSuite.After_the_end_was_reported")]
    public async Task After_the_end_was_reported()
    {
        ConnectedPair pair = await PairAsync();
        await pair.PeerSendsFinAsync(Token);
        string received = await ReceivesAsync(pair.Socket, 1);

        Shows($"{received}; shutdown {await ShutdownsAsync(pair.Socket, TcpShutdown.Read, TcpShutdown.Write)}");
    }

    private async Task<string> ShutdownsAsync(ITcpSocket socket, params TcpShutdown[] directions)
    {
        var results = new List<string>();
        foreach (TcpShutdown how in directions)
        {
            results.Add(Words.Of(await socket.ShutdownAsync(how, Token)));
        }

        return string.Join(", ", results);
    }

    private async Task ShowsShutdownAsync(TcpShutdown how)
    {
        (ConnectedPair pair, Task<TcpSendResult> sending) = await SendingPairAsync();

        string result = Words.Of(await pair.Socket.ShutdownAsync(how, Token));
        string all = await ReadsAsync(pair.Peer);

        Shows($"{result}; the send gets {Words.Of(await sending)}; {all} arrives, then the end of the stream");
    }

    private async Task<(ConnectedPair Pair, Task<TcpSendResult> Sending)> SendingPairAsync()
    {
        ConnectedPair pair = await SmallPairAsync();
        Task<TcpSendResult> sending = pair.Socket.SendAsync(Pattern.Bytes(300_000), Token).AsTask();
        await pair.Peer.ArrivedAsync(1, Token);
        return (pair, sending);
    }

    private async Task<string> ReadsAsync(RawPeer peer)
    {
        PeerReading reading = await peer.ReceiveToEndAsync(Token);
        CloggedPair.AssertIsPattern(reading.Bytes);
        Assert.That(reading.End, Is.EqualTo(PeerEnd.Closed));
        return reading.Bytes.Length == 300_000 ? "all" : "a part";
    }
}

[TestFixture]
public sealed class InetShutdownDifferences() : ShutdownDifferences(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketShutdownDifferences() : ShutdownDifferences(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetShutdownDifferences() : ShutdownDifferences(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketShutdownDifferences() : ShutdownDifferences(BackendUnderTest.OtpSocket);
