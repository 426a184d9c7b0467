namespace TcpBackends.Tests.Conformance.Delivering;

/// <summary>The arithmetic of {active,N}: semantics 12; inet manual, setopts/2.</summary>
public abstract class ActiveCountSuite(BackendUnderTest subject) : DeliveringSuite(subject)
{
    [TestCase(3, 2, 5)]
    [TestCase(3, -1, 2)]
    [TestCase(3, 0, 3)]
    [TestCase(1, 32766, 32767)]
    public async Task A_number_is_added_to_what_is_left(int first, int second, int left)
    {
        ConnectedPair pair = await PairAsync(Lines with { Active = TcpActive.Count(first) });

        Arm(pair.Socket, TcpActive.Count(second));

        AssertActive(pair.Socket, TcpActive.Count(left), $"{first} and {second} more");
        pair.Socket.TellsNothing("something is left");
    }

    [TestCase(3, -3)]
    [TestCase(3, -4)]
    [TestCase(3, -32768)]
    public async Task Nothing_left_is_passive_and_told(int first, int second)
    {
        ConnectedPair pair = await PairAsync(Lines with { Active = TcpActive.Count(first) });

        Arm(pair.Socket, TcpActive.Count(second));

        await pair.Socket.TellsAsync([Mail.Passive], $"{first} and {second} more", Token);
        AssertActive(pair.Socket, TcpActive.False, "when nothing is left");
    }

    [Test]
    public async Task Zero_or_less_without_a_count_is_passive_and_told(
        [Values("false", "true", "once")] string before, [Values(0, -5)] int number)
    {
        ConnectedPair pair = await PairAsync(Lines with { Active = Value(before) });

        Arm(pair.Socket, TcpActive.Count(number));

        await pair.Socket.TellsAsync([Mail.Passive], $"from {before} to {number}", Token);
        AssertActive(pair.Socket, TcpActive.False, $"from {before} to {number}");
    }

    [Test]
    public async Task A_count_starts_anew_from_true_once_and_false([Values("false", "true", "once")] string before)
    {
        ConnectedPair pair = await PairAsync(Lines with { Active = Value(before) });

        Arm(pair.Socket, TcpActive.Count(2));

        AssertActive(pair.Socket, TcpActive.Count(2), $"from {before} to 2");
    }

    [Test]
    public async Task True_and_once_forget_the_count([Values("true", "once")] string meanwhile)
    {
        ConnectedPair pair = await PairAsync(Lines with { Active = TcpActive.Count(7) });

        Arm(pair.Socket, Value(meanwhile));
        AssertActive(pair.Socket, Value(meanwhile), $"from 7 to {meanwhile}");
        Arm(pair.Socket, TcpActive.Count(2));

        AssertActive(pair.Socket, TcpActive.Count(2), "the 7 are forgotten");
        pair.Socket.TellsNothing("the count has not run out");
    }

    [Test]
    public async Task From_a_count_to_false_is_told_where_it_is_documented()
    {
        ConnectedPair pair = await PairAsync(Lines with { Active = TcpActive.Count(7) });

        Arm(pair.Socket, TcpActive.False);

        if (Expect.Delivering.FalseTellsPassive)
        {
            await pair.Socket.TellsAsync([Mail.Passive], "N to false", Token);
        }

        pair.Socket.TellsNothing("N to false");
        AssertActive(pair.Socket, TcpActive.False, "N to false");
    }

    [Test]
    public async Task A_sum_above_32767_is_einval_and_changes_nothing()
    {
        ConnectedPair pair = await PairAsync(Lines with { Active = TcpActive.Count(2) });

        Arm(pair.Socket, TcpActive.Count(32766), TcpError.EInval);

        AssertActive(pair.Socket, TcpActive.Count(2), "after einval");
        pair.Socket.TellsNothing("after einval");
        await pair.Peer.SendAsync(Bytes("a\nb\nc\n"), Token);
        await pair.Socket.TellsAsync(["{tcp,a}", "{tcp,b}", Mail.Passive], "the count goes on", Token);
    }

    [Test]
    [Deviation("Several options in one change")]
    public async Task Values_in_one_list_follow_each_other()
    {
        ConnectedPair pair = await PairAsync(Lines);

        Outcome.Ok(pair.Socket.Options.Set([Setting(TcpActive.Count(2)), Setting(TcpActive.Count(3))]), "setopts [2,3]");
        AssertActive(pair.Socket, TcpActive.Count(5), "2 and 3 in one list");

        Outcome.Ok(pair.Socket.Options.Set([Setting(TcpActive.True), Setting(TcpActive.False)]), "setopts [true,false]");
        AssertActive(
            pair.Socket, Expect.Deviations.LastOptionFirst ? TcpActive.True : TcpActive.False, "true and false in one list");
    }

    [Test]
    public async Task A_listener_keeps_a_count_too()
    {
        ITcpListener listener = await ListenAsync(Lines with { Active = TcpActive.Count(3) });

        Arm(listener, TcpActive.Count(4));

        AssertActive(listener, TcpActive.Count(7), "of a listener");
        Arm(listener, TcpActive.False);
        AssertActive(listener, TcpActive.False, "of a listener");
        if (Expect.Delivering.FalseTellsPassive)
        {
            await listener.Owner.HearsAsync([Mail.Passive], "N to false, of a listener", Token);
        }

        Assert.That(listener.Owner.Messages.TryRead(out _), Is.False, "N to false, of a listener");
    }

    private static TcpActive Value(string name) => name switch
    {
        "true" => TcpActive.True,
        "once" => TcpActive.Once,
        _ => TcpActive.False,
    };

    private static TcpOptionSetting Setting(TcpActive value) => TcpOptions.Active.With(value);
}

[TestFixture]
public sealed class InetActiveCount() : ActiveCountSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketActiveCount() : ActiveCountSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetActiveCount() : ActiveCountSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketActiveCount() : ActiveCountSuite(BackendUnderTest.OtpSocket);
