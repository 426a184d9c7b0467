using System.Threading.Tasks.Sources;

namespace TcpBackends.Core.Waiting;

/// <summary>A call that waits for a result.</summary>
internal class Waiter<TResult>(IWaiterOwner owner, TimeProvider clock) : Waiter(owner, clock), IValueTaskSource<TResult>
{
    private ManualResetValueTaskSourceCore<TResult> _source;
    private TResult _result = default!;
    private Exception? _exception;

    public ValueTask<TResult> Task => new(this, _source.Version);

    protected short Version => _source.Version;

    public ValueTaskSourceStatus GetStatus(short token) => _source.GetStatus(token);

    public void OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    public TResult GetResult(short token)
    {
        // Consulted first: it throws, and must not end the use, if the token is not the current one.
        ValueTaskSourceStatus status = _source.GetStatus(token);
        try
        {
            return _source.GetResult(token);
        }
        finally
        {
            if (status != ValueTaskSourceStatus.Pending)
            {
                End();
                _result = default!;
                _exception = null;
                _source.Reset();
                Owner.OnEnded(this);
            }
        }
    }

    /// <summary>Decides the result. Under the owner's lock, while it is pending; <see cref="Complete"/> follows.</summary>
    public void Finish(TResult result)
    {
        IsPending = false;
        _result = result;
    }

    /// <summary>Decides that the call throws.</summary>
    public void Fail(Exception exception)
    {
        IsPending = false;
        _exception = exception;
    }

    public override void Complete(bool inline)
    {
        _source.RunContinuationsAsynchronously = !inline;
        if (_exception is null)
        {
            _source.SetResult(_result);
        }
        else
        {
            _source.SetException(_exception);
        }
    }
}
