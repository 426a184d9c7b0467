using System.Collections.Concurrent;
using TcpBackends.Core.Io.Linux;
using TcpBackends.Core.Waiting;

namespace TcpBackends.Tests.Unit.Io;

/// <summary>What a caller does after its wait, on the thread of a loop.</summary>
[TestFixture]
[CancelAfter(10_000)]
public sealed class LoopTurnsTests
{
    private const long FirstLead = 0;

    private readonly Owner _owner = new();

    [Test]
    public void One_wait_is_completed_at_the_end_of_a_turn_and_the_others_at_once()
    {
        Waiter<int> first = Waiting();
        Waiter<int> second = Waiting();
        InlineCompletion.Open();
        first.Complete();
        second.Complete();
        Assert.That(first.Task.IsCompleted, Is.False, "left to the end of the turn");
        Assert.That(second.Task.IsCompleted, Is.True, "there is one in each turn");
        Assert.That(InlineCompletion.Close(), Is.SameAs(first));
        Assert.That(InlineCompletion.Close(), Is.Null, "it is handed out once");

        Waiter<int> afterwards = Waiting();
        afterwards.Complete();
        Assert.That(afterwards.Task.IsCompleted, Is.True, "no turn");
    }

    [Test]
    public void The_caller_goes_on_inside_TryRun()
    {
        var turns = new LoopTurns(static _ => { });
        Waiter<int> waiter = Waiting();
        int thread = 0;
        waiter.Task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(() => thread = Environment.CurrentManagedThreadId);

        Assert.That(turns.AllowInline());
        Assert.That(turns.TryRun(waiter, FirstLead));

        Assert.That(thread, Is.EqualTo(Environment.CurrentManagedThreadId));
    }

    [Test]
    public void After_several_slow_ones_the_pool_has_its_turn_for_a_while()
    {
        var turns = new LoopTurns(static _ => { });
        for (int i = 0; i < 4; i++)
        {
            Assert.That(turns.AllowInline(), $"before slow one {i}");
            RunSlow(turns);
        }

        Assert.That(Enumerable.Range(0, 63).Count(_ => turns.AllowInline()), Is.Zero);
        Assert.That(turns.AllowInline(), "the 64th event");
        RunSlow(turns);
        Assert.That(turns.AllowInline(), Is.False, "slow again");
    }

    [Test]
    public void What_is_left_to_a_round_waits_for_its_end()
    {
        var turns = new LoopTurns(static _ => { });
        var work = new Work();
        Assert.That(turns.TryRun(Leaving(work, TimeSpan.Zero), FirstLead));
        Assert.That(turns.TryEndRound(FirstLead));
        Assert.That(work.Ends, Is.EqualTo(1));
        Assert.That(turns.TryEndRound(FirstLead));
        Assert.That(work.Ends, Is.EqualTo(1), "once");
    }

    [Test]
    public void What_is_left_to_a_round_waits_for_no_long_turn()
    {
        var turns = new LoopTurns(static _ => { });
        var work = new Work();
        Assert.That(turns.TryRun(Leaving(work, TimeSpan.FromMilliseconds(1)), FirstLead));
        Assert.That(work.Ends, Is.EqualTo(1));
    }

    [Test]
    public void A_round_begins_with_the_first_turn_that_leaves_something_to_it(CancellationToken watchdog)
    {
        var turns = new LoopTurns(static _ => { });
        Work work;
        do
        {
            // This thread may lose its processor, which looks like a long round.
            watchdog.ThrowIfCancellationRequested();
            Assert.That(turns.TryRun(Waiting(), FirstLead));
            Spinning.For(TimeSpan.FromMilliseconds(1));
            work = new Work();
            Assert.That(turns.TryRun(Leaving(work, TimeSpan.Zero), FirstLead));
        }
        while (work.Ends == 1);
    }

    [Test]
    public void What_is_left_to_a_round_waits_for_no_other_events_that_take_long()
    {
        var turns = new LoopTurns(static _ => { });
        var work = new Work();
        Assert.That(turns.TryRun(Leaving(work, TimeSpan.Zero), FirstLead));
        Spinning.For(TimeSpan.FromMilliseconds(1));
        Assert.That(turns.TryEndLongRound(FirstLead));
        Assert.That(work.Ends, Is.EqualTo(1));
    }

    [Test]
    public void What_is_left_to_a_round_is_done_by_another_thread_if_a_turn_does_not_end()
    {
        var turns = new LoopTurns(static _ => { });
        var work = new Work();
        Waiter<int> waiter = Waiting();
        waiter.Task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(() =>
        {
            InlineTurn.Current!.TryAddToRound(work);
            for (int interval = 0; interval < 10; interval++)
            {
                turns.Check();
            }

            SpinWait.SpinUntil(() => work.Ends == 1, TimeSpan.FromSeconds(5));
            Assert.That(work.Ends, Is.EqualTo(1), "the one that has the lead now");
        });
        Assert.That(turns.TryRun(waiter, FirstLead), Is.False);
    }

    [Test]
    public async Task A_thread_that_does_not_come_back_loses_the_lead(CancellationToken watchdog)
    {
        using var leads = new BlockingCollection<long>();
        var turns = new LoopTurns(lead => leads.Add((long)lead!));
        Waiter<int> waiter = Waiting();
        using var begun = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        waiter.Task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(() =>
        {
            begun.Set();
            goOn.Wait(watchdog);
        });
        Assert.That(turns.Check(), Is.False, "nothing runs");
        Task<bool> running = Task.Run(() => turns.TryRun(waiter, FirstLead), watchdog);
        begun.Wait(watchdog);

        Assert.That(turns.Check(), "it has begun");
        for (int interval = 1; interval <= 4; interval++)
        {
            Assert.That(leads.Count, Is.Zero, $"before interval {interval}");
            Assert.That(turns.Check(), $"it runs in interval {interval}");
        }

        long lead = leads.Take(watchdog);
        Assert.That(lead, Is.GreaterThan(FirstLead), "another thread leads");
        Assert.That(turns.AllowInline(), Is.False, "the pool has its turn");
        goOn.Set();
        Assert.That(await running, Is.False, "the first one has lost the lead");
        Assert.That(turns.Check(), Is.False, "nothing runs");
        Assert.That(turns.TryRun(Waiting(), lead), "the other one leads on");
    }

    private void RunSlow(LoopTurns turns)
    {
        Waiter<int> waiter = Waiting();
        waiter.Task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(static () => Spinning.For(TimeSpan.FromMilliseconds(1)));
        Assert.That(turns.TryRun(waiter, FirstLead));
    }

    private Waiter<int> Leaving(Work work, TimeSpan time)
    {
        Waiter<int> waiter = Waiting();
        waiter.Task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(() =>
        {
            InlineTurn.Current!.TryAddToRound(work);
            Spinning.For(time);
            Assert.That(work.Ends, Is.Zero, "the caller is at it");
        });
        return waiter;
    }

    private Waiter<int> Waiting()
    {
        var waiter = new TestWaiter(_owner);
        waiter.Finish(1);
        return waiter;
    }

    private sealed class TestWaiter(IWaiterOwner owner) : Waiter<int>(owner, TimeProvider.System);

    private sealed class Work : ITurnWork
    {
        private int _ends;

        public int Ends => Volatile.Read(ref _ends);

        public void OnTurnEnd(InlineTurn turn) => Interlocked.Increment(ref _ends);

        public bool OnTurnGoesOn() => true;
    }

    private sealed class Owner : IWaiterOwner
    {
        public void OnDeadline(Waiter waiter) => Assert.Fail("It has no deadline.");

        public void OnCanceled(Waiter waiter, CancellationToken token) => Assert.Fail("It has no token.");

        public void OnEnded(Waiter waiter)
        {
            // Nobody reads the result.
        }
    }
}
