namespace TcpBackends.Core.Waiting;

/// <summary>
/// A call that waits: its deadline and its cancellation. It belongs to an owner whose lock guards it; it is reusable, so a late timer or
/// cancellation of an earlier use must find out that it is late, which the owner does with <see cref="HasExpired"/> and
/// <see cref="IsCanceledBy"/> under its lock.
/// </summary>
internal abstract class Waiter(IWaiterOwner owner, TimeProvider clock)
{
    // The most that a timer takes; a longer deadline is reached in steps.
    private static readonly TimeSpan LongestStep = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    private ITimer? _timer;
    private long _deadline;
    private bool _hasDeadline;
    private CancellationToken _token;
    private CancellationTokenRegistration _registration;

    /// <summary>The next in a <see cref="WaiterQueue{TWaiter}"/>, or in <see cref="Wakeups"/> once it is finished.</summary>
    public Waiter? Next { get; set; }

    /// <summary>Whether it still waits. Changes once in each use.</summary>
    public bool IsPending { get; protected set; }

    protected CancellationToken Token => _token;

    protected TimeProvider Clock => clock;

    protected IWaiterOwner Owner => owner;

    /// <summary>Completes the caller's task. Called after the owner's lock was left.</summary>
    public virtual void Complete()
    {
        if (!InlineCompletion.TryDefer(this))
        {
            Complete(inline: false);
        }
    }

    /// <summary>Completes the caller's task.</summary>
    /// <param name="inline">Whether the caller goes on in this call, and not in the thread pool.</param>
    public abstract void Complete(bool inline);

    /// <summary>Sets the deadline; null or infinite: none. Under the owner's lock.</summary>
    public void StartDeadline(TimeSpan? timeout)
    {
        _hasDeadline = timeout is not null && timeout != Timeout.InfiniteTimeSpan;
        if (_hasDeadline)
        {
            long ticks = (long)Math.Min(
                timeout!.Value.TotalSeconds * clock.TimestampFrequency, long.MaxValue / 4d);
            _deadline = clock.GetTimestamp() + ticks;
            SetTimer(timeout.Value);
        }
    }

    /// <summary>Whether it waits and its deadline has passed; if a timer came early, sets it again. Under the owner's lock.</summary>
    public bool HasExpired()
    {
        if (!IsPending || !_hasDeadline)
        {
            return false;
        }

        long now = clock.GetTimestamp();
        if (now >= _deadline)
        {
            return true;
        }

        SetTimer(clock.GetElapsedTime(now, _deadline));
        return false;
    }

    /// <summary>Whether it waits and this token is the one that cancels it. Under the owner's lock.</summary>
    public bool IsCanceledBy(CancellationToken token) => IsPending && token == _token && token.IsCancellationRequested;

    /// <summary>Listens to the token. After the owner's lock was left, since a cancelled token calls back at once.</summary>
    public void ListenForCancellation()
    {
        if (_token.CanBeCanceled)
        {
            _registration = _token.UnsafeRegister(
                static (state, token) =>
                {
                    var waiter = (Waiter)state!;
                    waiter.Owner.OnCanceled(waiter, token);
                },
                this);
        }
    }

    protected void Begin(CancellationToken cancellationToken)
    {
        IsPending = true;
        _hasDeadline = false;
        _token = cancellationToken;
    }

    /// <summary>Lets go of timer and token, once the caller has its result.</summary>
    protected void End()
    {
        _registration.Unregister();
        _registration = default;
        _token = default;
        _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private void SetTimer(TimeSpan due)
    {
        TimeSpan step = due > LongestStep ? LongestStep : TimeSpan.FromMilliseconds(Math.Ceiling(due.TotalMilliseconds));
        Timers.Set(
            ref _timer,
            clock,
            static state =>
            {
                var waiter = (Waiter)state!;
                waiter.Owner.OnDeadline(waiter);
            },
            this,
            step);
    }
}
