namespace TcpBackends.Tests.Conformance.Ending;

/// <summary>What every function says on a socket that has ended: semantics 20, column by column.</summary>
public abstract class EndedStatesSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    [Test]
    public async Task Closed_here()
    {
        ConnectedPair pair = await PairAsync();
        Outcome.Ok(await pair.Socket.CloseAsync(Token), "close");

        await AssertFunctionsAsync(pair.Socket, Expect.Ended.ClosedHere, "closed locally");
        Outcome.Is(await pair.Socket.CloseAsync(Token), Expect.Closing.CloseAgain, "closed locally: close");
    }

    [Test]
    public async Task End_reported([Values] bool exitOnClose)
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { ExitOnClose = exitOnClose });
        await pair.PeerSendsFinAsync(Token);
        Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), TcpError.Closed, "recv: FIN");

        await AssertFunctionsAsync(
            pair.Socket,
            exitOnClose ? Expect.Ended.EndReported : Expect.Ended.EndReportedWithoutExit,
            $"recv said closed, exit_on_close={exitOnClose}");
        Outcome.Ok(await pair.Socket.CloseAsync(Token), "recv said closed: close");
        AssertCloseReason(pair.Socket, TcpCloseReason.PeerClose, "the first reason stays");
    }

    [Test]
    public async Task Reset_reported([Values] bool showEconnreset)
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { ShowEconnreset = showEconnreset });
        await pair.PeerResetsAsync(Token);
        Outcome.Is(
            await pair.Socket.ReceiveAsync(0, null, Token),
            showEconnreset ? TcpError.EConnReset : TcpError.Closed,
            "recv: RST");

        await AssertFunctionsAsync(
            pair.Socket,
            showEconnreset ? Expect.Ended.ResetShown : Expect.Ended.ResetReported,
            $"recv reported RST, show_econnreset={showEconnreset}");
        Outcome.Ok(await pair.Socket.CloseAsync(Token), "recv reported RST: close");
        AssertCloseReason(pair.Socket, TcpCloseReason.PeerReset, "the first reason stays");
    }

    [Test]
    [Deviation("Changing an option after a reset was read on `socket`")]
    public async Task Changing_an_option_after_a_reset_was_reported()
    {
        ConnectedPair pair = await PairAsync();
        await pair.PeerResetsAsync(Token);
        Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), TcpError.Closed, "recv: RST");

        if (Expect.Ended.ResetReported.SettingCrashes)
        {
            Assert.That(
                () => pair.Socket.Options.Set(TcpOptions.NoDelay, false),
                Throws.InvalidOperationException,
                "recv reported RST: setopts crashes the socket");
            Outcome.Is(await pair.Socket.CloseAsync(Token), TcpError.Closed, "the socket crashed: close");
            return;
        }

        StateExpectations expected = Expect.Ended.ResetReported;
        Outcome.Is(
            pair.Socket.Options.Set(TcpOptions.NoDelay, false), expected.SetSystem, "recv reported RST: setopts nodelay");
        Outcome.Is(pair.Socket.Options.Set([]), expected.SetNothing, "recv reported RST: setopts []");
        Outcome.Ok(await pair.Socket.CloseAsync(Token), "recv reported RST: close");
    }

    [Test]
    public async Task Reset_that_nobody_noticed()
    {
        ConnectedPair pair = await PairAsync();
        await pair.PeerResetsAsync(Token);

        Outcome.Is(pair.Socket.RemoteEndPoint, TcpError.ENotConn, "RST before it is noticed: peername");
        Outcome.Ok(pair.Socket.LocalEndPoint, "RST before it is noticed: sockname");
        Outcome.Ok(pair.Socket.Options.Get(TcpOptions.NoDelay), "RST before it is noticed: getopts nodelay");
        AssertCloseReason(pair.Socket, TcpCloseReason.None, "RST before it is noticed");
    }

    [Test]
    public async Task End_that_nobody_noticed()
    {
        ConnectedPair pair = await PairAsync();
        await pair.PeerSendsFinAsync(Token);

        Outcome.Same(pair.Socket.RemoteEndPoint, pair.Peer.LocalEndPoint, "FIN before it is noticed: peername");
        Outcome.Same(pair.Socket.LocalEndPoint, pair.Peer.RemoteEndPoint, "FIN before it is noticed: sockname");
        AssertCloseReason(pair.Socket, TcpCloseReason.None, "FIN before it is noticed");
    }

    [Test]
    public async Task Closed_listener()
    {
        ITcpListener listener = await ListenAsync();
        Outcome.Ok(await listener.CloseAsync(Token), "close");

        StateExpectations expected = Expect.Ended.ClosedHere;
        Outcome.Is(listener.LocalEndPoint, expected.LocalName, "closed listener: sockname");
        Outcome.Is(listener.Statistics, expected.Statistics, "closed listener: getstat");
        Outcome.Is(listener.Options.Get(TcpOptions.Packet), expected.GetKept, "closed listener: getopts packet");
        Outcome.Is(listener.Options.Get(TcpOptions.NoDelay), expected.GetSystem, "closed listener: getopts nodelay");
        Outcome.Is(listener.Options.Set(TcpOptions.NoDelay, true), expected.SetSystem, "closed listener: setopts");
        Outcome.Is(listener.Options.Set([]), expected.SetNothing, "closed listener: setopts []");
    }

    [Test]
    public async Task Open_listener()
    {
        ITcpListener listener = await ListenAsync();

        Outcome.Ok(listener.Options.Set(TcpOptions.NoDelay, true), "listener: setopts nodelay");
        Outcome.Same(listener.Options.Get(TcpOptions.NoDelay), true, "listener: getopts nodelay");
        Outcome.Ok(listener.Options.Set(TcpOptions.ExitOnClose, false), "listener: setopts exit_on_close");
        Outcome.Same(listener.Options.Get(TcpOptions.ExitOnClose), false, "listener: getopts exit_on_close");
        Outcome.Ok(listener.Options.Set([]), "listener: setopts []");
    }

    private async Task AssertFunctionsAsync(ITcpSocket socket, StateExpectations expected, string state)
    {
        Outcome.Is(socket.Options.Get(TcpOptions.Packet), expected.GetKept, $"{state}: getopts packet");
        Outcome.Is(socket.Options.Get(TcpOptions.ExitOnClose), expected.GetReading, $"{state}: getopts exit_on_close");
        Outcome.Is(socket.Options.Get(TcpOptions.NoDelay), expected.GetSystem, $"{state}: getopts nodelay");
        Outcome.Is(socket.Options.Set(TcpOptions.SendTimeout, TimeSpan.FromHours(1)), expected.SetKept, $"{state}: setopts");
        Outcome.Is(socket.Options.Set(TcpOptions.ExitOnClose, false), expected.SetReading, $"{state}: setopts exit_on_close");
        if (!expected.SettingCrashes)
        {
            Outcome.Is(socket.Options.Set(TcpOptions.NoDelay, false), expected.SetSystem, $"{state}: setopts nodelay");
            Outcome.Is(socket.Options.Set([]), expected.SetNothing, $"{state}: setopts []");
        }

        Outcome.Is(socket.RemoteEndPoint, expected.RemoteName, $"{state}: peername");
        Outcome.Is(socket.LocalEndPoint, expected.LocalName, $"{state}: sockname");
        Outcome.Is(socket.Statistics, expected.Statistics, $"{state}: getstat");
        Outcome.Is(await socket.ReceiveAsync(0, null, Token), expected.Receive, $"{state}: recv");
        Outcome.Is(await socket.ReceiveAsync(0, TimeSpan.Zero, Token), expected.Receive, $"{state}: recv again");
        Outcome.Is(await socket.ReceiveAsync(new byte[1].AsMemory(), null, Token), expected.Receive, $"{state}: recv into");
        Outcome.Is(await socket.SendAsync(Pattern.Bytes(1), Token), expected.Send, $"{state}: send");
        Outcome.Is(await socket.SendAsync(Pattern.Bytes(1), Token), expected.SendAgain, $"{state}: send again");
        Outcome.Is(await socket.ShutdownAsync(TcpShutdown.Write, Token), expected.Shutdown, $"{state}: shutdown write");
    }
}

[TestFixture]
public sealed class InetEndedStates() : EndedStatesSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketEndedStates() : EndedStatesSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetEndedStates() : EndedStatesSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketEndedStates() : EndedStatesSuite(BackendUnderTest.OtpSocket);
