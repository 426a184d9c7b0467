namespace TcpBackends.Tests.Conformance.Delivering;

/// <summary>
/// How an active socket's stream ends, and what the socket is afterwards: semantics 1, 9, 10, 12, in every combination of
/// exit_on_close and show_econnreset.
/// </summary>
[TestFixtureSource(nameof(Options))]
[Deviation("End of the stream with `show_econnreset`")]
public abstract class ActiveEndSuite(BackendUnderTest subject, bool exitOnClose, bool show) : DeliveringSuite(subject)
{
    public static IEnumerable<TestFixtureData> Options { get; } =
        [new(true, false), new(true, true), new(false, false), new(false, true)];

    /// <summary>Whether the end closes the socket for good.</summary>
    private bool EndsSocket => exitOnClose && Expect.Delivering.EndEndsSocket;

    [Test]
    public async Task The_end_is_told_once([ValueSource(nameof(ActiveValues))] TcpActive value, [Values] bool reset)
    {
        ConnectedPair pair = await NewPairAsync(value);

        End(pair, reset);

        await pair.Socket.TellsAsync(EndOf(reset), $"active {value}: the end", Token);
        pair.Socket.TellsNothing("tcp_closed comes once");
    }

    [Test]
    public async Task What_came_before_it_is_told_first(
        [ValueSource(nameof(ActiveValues))] TcpActive value, [Values] bool reset)
    {
        ConnectedPair pair = await NewPairAsync(TcpActive.False);
        await pair.PeerSendsAsync(Bytes("a\nb\npart"), Token);
        await EndAsync(pair, reset);

        Arm(pair.Socket, value);

        if (value == TcpActive.Once)
        {
            await pair.Socket.TellsAsync(["{tcp,a}"], "active once: one message", Token);
            pair.Socket.TellsNothing("active once: the rest at the next arming");
            Arm(pair.Socket, value);
            await pair.Socket.TellsAsync(["{tcp,b}"], "active once: the next", Token);
            pair.Socket.TellsNothing("active once: the end at the next arming");
            Arm(pair.Socket, value);
            await pair.Socket.TellsAsync(EndOf(reset), "active once: then the end; an incomplete packet is dropped", Token);
            return;
        }

        await pair.Socket.TellsAsync(
            ["{tcp,a}", "{tcp,b}", .. EndOf(reset)], "all data, then the end without tcp_passive; the rest is dropped", Token);
    }

    [Test]
    public async Task A_count_that_runs_out_comes_before_it([Values] bool reset)
    {
        ConnectedPair pair = await NewPairAsync(TcpActive.False);
        await pair.PeerSendsAsync(Bytes("a\nb\n"), Token);
        await EndAsync(pair, reset);

        Arm(pair.Socket, TcpActive.Count(2));
        await pair.Socket.TellsAsync(["{tcp,a}", "{tcp,b}", Mail.Passive], "active 2", Token);
        pair.Socket.TellsNothing("the end at the next arming");

        Arm(pair.Socket, TcpActive.Count(2));
        await pair.Socket.TellsAsync(EndOf(reset), "active 2 again", Token);
    }

    [Test]
    public async Task Afterwards_the_socket_is_gone_or_half_closed([ValueSource(nameof(ActiveValues))] TcpActive value)
    {
        ConnectedPair pair = await EndedPairAsync(value, reset: false);

        AssertActive(pair.Socket, ActiveAfterEnd(value), "after tcp_closed");
        Outcome.Is(
            await pair.Socket.ReceiveAsync(0, null, Token),
            EndsSocket || Expect.Delivering.EndTurnsPassive ? TcpError.Closed : TcpError.EInval,
            "recv after tcp_closed");
        if (EndsSocket)
        {
            Outcome.Is(await pair.Socket.SendAsync(Bytes("x"), Token), TcpError.Closed, "send after tcp_closed");
            Outcome.Is(await pair.Socket.ShutdownAsync(TcpShutdown.Write, Token), TcpError.Closed, "shutdown after tcp_closed");
            Outcome.Is(pair.Socket.LocalEndPoint, TcpError.EInval, "sockname after tcp_closed");
            Assert.That((await pair.Peer.ReceiveToEndAsync(Token)).End, Is.EqualTo(PeerEnd.Closed), "the peer sees close");
        }
        else
        {
            Outcome.Ok(await pair.Socket.SendAsync(Bytes("x"), Token), "send after tcp_closed");
            Assert.That(await pair.Peer.ReceiveExactlyAsync(1, Token), Is.EqualTo(Bytes("x")), "the peer receives");
            Outcome.Ok(await pair.Socket.ShutdownAsync(TcpShutdown.Write, Token), "shutdown(write) after tcp_closed");
            Outcome.Ok(pair.Socket.LocalEndPoint, "sockname after tcp_closed");
        }

        Outcome.Ok(await pair.Socket.CloseAsync(Token), "close after tcp_closed");
        AssertCloseReason(pair.Socket, TcpCloseReason.PeerClose);
    }

    [Test]
    public async Task Arming_afterwards_tells_nothing_again(
        [ValueSource(nameof(ActiveValues))] TcpActive value, [Values] bool reset)
    {
        ConnectedPair pair = await EndedPairAsync(value, reset);

        TcpError expected = EndsSocket || Expect.Delivering.EndTurnsPassive ? TcpError.EInval : TcpError.None;
        Arm(pair.Socket, TcpActive.Once, expected);
        Arm(pair.Socket, TcpActive.True, expected);

        pair.Socket.TellsNothing("tcp_closed comes once");
    }

    [Test]
    public async Task After_a_reset_everything_says_so([ValueSource(nameof(ActiveValues))] TcpActive value)
    {
        ConnectedPair pair = await EndedPairAsync(value, reset: true);

        AssertActive(pair.Socket, ActiveAfterEnd(value), "after tcp_closed");
        Outcome.Is(
            await pair.Socket.ReceiveAsync(0, null, Token),
            EndsSocket || Expect.Delivering.EndTurnsPassive ? TcpError.Closed : TcpError.EInval,
            "recv after tcp_closed");
        if (EndsSocket || Expect.Delivering.EndTurnsPassive)
        {
            Outcome.Is(await pair.Socket.SendAsync(Bytes("x"), Token), TcpError.Closed, "send after a reset was told");
            Outcome.Is(await pair.Socket.ShutdownAsync(TcpShutdown.Write, Token), TcpError.Closed, "shutdown");
        }

        Outcome.Ok(await pair.Socket.CloseAsync(Token), "close after tcp_closed");
        AssertCloseReason(pair.Socket, TcpCloseReason.PeerReset);
    }

    [Test]
    public async Task Arming_after_a_receive_has_told_the_end(
        [ValueSource(nameof(ActiveValues))] TcpActive value, [Values] bool reset)
    {
        ConnectedPair pair = await NewPairAsync(TcpActive.False);
        await EndAsync(pair, reset);
        TcpError told = (show, reset) switch
        {
            (false, _) => TcpError.Closed,
            (true, true) => TcpError.EConnReset,
            (true, false) => Expect.Deviations.EndWithShowEconnreset,
        };
        Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), told, "recv: the end");

        Arm(pair.Socket, value, Expect.Delivering.EndIsToldByArming ? TcpError.None : TcpError.EInval);

        if (Expect.Delivering.EndIsToldByArming)
        {
            await pair.Socket.TellsAsync([Mail.Closed], "arming tells that it is closed", Token);
            Arm(pair.Socket, value, exitOnClose ? TcpError.EInval : TcpError.None);
        }

        pair.Socket.TellsNothing("once, or not at all");
    }

    [Test]
    public async Task Making_it_passive_or_zero_does_not_look_for_the_end([Values] bool reset)
    {
        ConnectedPair pair = await NewPairAsync(TcpActive.False);
        await EndAsync(pair, reset);

        Arm(pair.Socket, TcpActive.Count(0));
        await pair.Socket.TellsAsync([Mail.Passive], "{active,0}: only tcp_passive", Token);
        Arm(pair.Socket, TcpActive.Count(0));
        await pair.Socket.TellsAsync([Mail.Passive], "{active,0}: each time", Token);
        Arm(pair.Socket, TcpActive.False);
        pair.Socket.TellsNothing("{active,false}");

        Arm(pair.Socket, TcpActive.Once);
        await pair.Socket.TellsAsync(EndOf(reset), "the end, once it is looked for", Token);
    }

    [Test]
    [Deviation("The end of the stream arrives after active mode was left")]
    public async Task From_active_to_passive_the_end_waits_for_arming(
        [ValueSource(nameof(ActiveValues))] TcpActive value, [Values] bool reset)
    {
        ConnectedPair pair = await NewPairAsync(value);
        Arm(pair.Socket, TcpActive.False);
        if (value.Mode == TcpActiveMode.Count && Expect.Delivering.FalseTellsPassive)
        {
            await pair.Socket.TellsAsync([Mail.Passive], "from N to false", Token);
        }

        await EndAsync(pair, reset);
        if (!Expect.Deviations.EndAfterActiveIsTold)
        {
            await Eventually.TrueAsync(
                () => pair.Socket.Options.Get(TcpOptions.Active).Error == TcpError.EInval, "the end is noticed silently", Token);
            Arm(pair.Socket, value, TcpError.EInval);
            pair.Socket.TellsNothing("tcp_closed never comes");
            return;
        }

        pair.Socket.TellsNothing("a passive socket does not tell its end");
        Arm(pair.Socket, value);
        await pair.Socket.TellsAsync(EndOf(reset), "arming tells the end", Token);
    }

    /// <summary>The messages that tell of the end.</summary>
    private string[] EndOf(bool reset) =>
        show && (reset || Expect.Deviations.EndWithShowEconnreset == TcpError.EConnReset) ? [Mail.Reset, Mail.Closed] : [Mail.Closed];

    private TcpResult<TcpActive> ActiveAfterEnd(TcpActive value) =>
        EndsSocket || Expect.Delivering.EndTurnsPassive ? TcpError.EInval : value;

    private Task<ConnectedPair> NewPairAsync(TcpActive value) =>
        PairAsync(Lines with { Active = value, ExitOnClose = exitOnClose, ShowEconnreset = show });

    private async Task<ConnectedPair> EndedPairAsync(TcpActive value, bool reset)
    {
        ConnectedPair pair = await NewPairAsync(value);
        End(pair, reset);
        await pair.Socket.TellsAsync(EndOf(reset), $"active {value}: the end", Token);
        return pair;
    }

    private static void End(ConnectedPair pair, bool reset)
    {
        if (reset)
        {
            pair.Peer.Reset();
        }
        else
        {
            pair.Peer.SendFin();
        }
    }

    private Task EndAsync(ConnectedPair pair, bool reset) => reset ? pair.PeerResetsAsync(Token) : pair.PeerSendsFinAsync(Token);
}

public sealed class InetActiveEnd(bool exitOnClose, bool show) : ActiveEndSuite(BackendUnderTest.Inet, exitOnClose, show);

public sealed class SocketActiveEnd(bool exitOnClose, bool show) : ActiveEndSuite(BackendUnderTest.Socket, exitOnClose, show);

[OtpReferee]
public sealed class OtpInetActiveEnd(bool exitOnClose, bool show) : ActiveEndSuite(BackendUnderTest.OtpInet, exitOnClose, show);

[OtpReferee]
public sealed class OtpSocketActiveEnd(bool exitOnClose, bool show)
    : ActiveEndSuite(BackendUnderTest.OtpSocket, exitOnClose, show);
