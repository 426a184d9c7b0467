using TcpBackends.Tests.Conformance.Otp.Terms;

namespace TcpBackends.Tests.Conformance.Otp.Node;

/// <summary>How far a call of the node has come.</summary>
internal enum NodeCallStage
{
    Asked,
    Waits,
    Answered,
}

/// <summary>A request to the node. It is answered twice if the call takes time: that it waits, and what came of it.</summary>
internal sealed class NodeCall(long id, Term request)
{
    private readonly TaskCompletionSource<Term> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly object _gate = new();
    private NodeCallStage _stage;

    public long Id => id;

    public Term Request => request;

    /// <summary>What the node said in the end.</summary>
    public Task<Term> Answer => _answer.Task;

    /// <summary>The same; only when it has been answered.</summary>
    public Term Result => _answer.Task.GetAwaiter().GetResult();

    /// <summary>Waits until the call has come this far.</summary>
    /// <returns>Whether it did in time.</returns>
    public bool Reaches(NodeCallStage stage, TimeSpan limit)
    {
        long deadline = Environment.TickCount64 + (long)limit.TotalMilliseconds;
        lock (_gate)
        {
            while (_stage < stage)
            {
                long left = deadline - Environment.TickCount64;
                if (left <= 0 || !Monitor.Wait(_gate, TimeSpan.FromMilliseconds(left)))
                {
                    return _stage >= stage;
                }
            }

            return true;
        }
    }

    public void Wait() => Reach(NodeCallStage.Waits);

    public void Complete(Term answer)
    {
        _answer.TrySetResult(answer);
        Reach(NodeCallStage.Answered);
    }

    public void Fail(Exception reason)
    {
        _answer.TrySetException(reason);
        Reach(NodeCallStage.Answered);
    }

    private void Reach(NodeCallStage stage)
    {
        lock (_gate)
        {
            _stage = stage;
            Monitor.PulseAll(_gate);
        }
    }
}
