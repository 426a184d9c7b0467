using TcpBackends.Tests.Conformance.Differential.Running;

namespace TcpBackends.Tests.Conformance.Differential.Steps;

/// <summary>
/// One operation of a sequence. It is done on both sides, each through its <see cref="ITcpSocket"/> or its peer alone, and what
/// is seen of it must be the same.
/// </summary>
internal abstract record Step
{
    public virtual CallKind Kind => CallKind.Other;

    /// <summary>
    /// Why it is not done now; null if it is. What cannot be compared in the state that the connection is in is left out, on
    /// both sides.
    /// </summary>
    public virtual string? Refuse(World world) => null;

    /// <summary>Whether it may take until a later step.</summary>
    public virtual bool MayWait(World world) => false;

    /// <summary>Called once, before it is done on both sides.</summary>
    public virtual void Prepare(World world)
    {
    }

    public abstract Task<Observation> RunAsync(World world, Side side);

    /// <summary>Notes what is known from now on. Called once, when both sides have seen the same.</summary>
    public virtual void Learn(World world, Observation seen)
    {
    }

    /// <summary>The same on a smaller scale.</summary>
    public virtual IEnumerable<Step> Smaller() => [];
}

/// <summary>What a call is for: decides what it waits for.</summary>
internal enum CallKind
{
    Other,
    Send,
    Receive,
    Close,
}
