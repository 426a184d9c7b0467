using TcpBackends.Core.Waiting;

namespace TcpBackends.Tests.Unit.Core;

/// <summary>What is left to the end of a turn.</summary>
[TestFixture]
public sealed class InlineTurnTests
{
    private readonly InlineTurn _turn = new();

    [Test]
    public void It_is_done_once_and_at_the_end()
    {
        var work = new Work();
        Assert.That(InlineTurn.Current, Is.Null);
        _turn.Begin();
        Assert.That(InlineTurn.Current, Is.SameAs(_turn));
        Assert.That(_turn.TryAdd(work));
        Assert.That(work.Ends, Is.Zero, "before the end");

        _turn.End();

        Assert.That(InlineTurn.Current, Is.Null);
        Assert.That(work.Ends, Is.EqualTo(1));
        _turn.Begin();
        _turn.End();
        Assert.That(work.Ends, Is.EqualTo(1), "the next turn");
    }

    [Test]
    public void What_is_left_to_the_round_is_done_when_that_ends()
    {
        var done = new List<string>();
        _turn.Begin();
        _turn.TryAddToRound(new Work { Then = () => done.Add("first") });
        _turn.TryAdd(new Work { Then = () => done.Add("turn") });
        _turn.End();
        _turn.Begin();
        _turn.TryAddToRound(new Work { Then = () => done.Add("second") });
        _turn.End();
        Assert.That(done, Is.EqualTo((string[])["turn"]), "before the round ends");

        _turn.EndRound();
        _turn.EndRound();

        Assert.That(done, Is.EquivalentTo((string[])["turn", "first", "second"]));
    }

    [Test]
    public void While_the_turn_goes_on_what_is_done_otherwise_leaves_it()
    {
        var stays = new Work { IsStillLeft = true };
        var leaves = new Work();
        var leavesRound = new Work();
        _turn.Begin();
        _turn.TryAdd(stays);
        _turn.TryAdd(leaves);
        _turn.TryAddToRound(leavesRound);

        _turn.LetGo();
        _turn.LetGo();
        _turn.End();
        _turn.EndRound();

        Assert.That((stays.Reminders, stays.Ends), Is.EqualTo((2, 1)));
        Assert.That((leaves.Reminders, leaves.Ends), Is.EqualTo((1, 0)));
        Assert.That((leavesRound.Reminders, leavesRound.Ends), Is.EqualTo((1, 0)));
    }

    [Test]
    public void Nothing_is_left_to_a_turn_of_a_thread_that_was_replaced()
    {
        var before = new Work();
        var beforeInRound = new Work();
        _turn.Begin();
        _turn.TryAdd(before);
        _turn.TryAddToRound(beforeInRound);

        _turn.Close();

        Assert.That((before.Ends, beforeInRound.Ends), Is.EqualTo((1, 1)), "done by the other thread");
        Assert.That(_turn.TryAdd(new Work()), Is.False);
        Assert.That(_turn.TryAddToRound(new Work()), Is.False);
        _turn.End();
        _turn.EndRound();
        Assert.That((before.Ends, beforeInRound.Ends), Is.EqualTo((1, 1)), "and not again");
    }

    [Test]
    public void The_turn_is_over_when_it_is_done()
    {
        var work = new Work { Then = () => Assert.That(InlineTurn.Current, Is.Null, "the turn is over") };
        _turn.Begin();
        _turn.TryAdd(work);
        _turn.End();
        Assert.That(work.Ends, Is.EqualTo(1));
    }

    private sealed class Work : ITurnWork
    {
        public int Ends { get; private set; }

        public int Reminders { get; private set; }

        public bool IsStillLeft { get; init; }

        public Action Then { get; init; } = static () => { };

        public void OnTurnEnd(InlineTurn turn)
        {
            Ends++;
            Then();
        }

        public bool OnTurnGoesOn()
        {
            Reminders++;
            return IsStillLeft;
        }
    }
}
