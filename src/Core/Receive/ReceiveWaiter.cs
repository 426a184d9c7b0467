using System.Threading.Tasks.Sources;
using TcpBackends.Core.Waiting;

namespace TcpBackends.Core.Receive;

/// <summary>A receive that waits, whichever of the two forms it has.</summary>
internal sealed class ReceiveWaiter(IWaiterOwner owner, TimeProvider clock)
    : Waiter<Received>(owner, clock), IValueTaskSource<TcpResult<TcpPacket>>, IValueTaskSource<TcpResult<int>>
{
    public ReceiveRequest Request { get; private set; }

    public TimeSpan? Timeout { get; private set; }

    public ValueTask<TcpResult<TcpPacket>> PacketTask => new(this, Version);

    public ValueTask<TcpResult<int>> CountTask => new(this, Version);

    TcpResult<TcpPacket> IValueTaskSource<TcpResult<TcpPacket>>.GetResult(short token) => GetResult(token).ToPacket();

    TcpResult<int> IValueTaskSource<TcpResult<int>>.GetResult(short token) => GetResult(token).ToCount();

    public void Begin(in ReceiveRequest request, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        Begin(cancellationToken);
        Request = request;
        Timeout = timeout;
    }

    /// <summary>Lets go of the caller's buffer.</summary>
    public void ForgetRequest() => Request = default;

    /// <summary>Decides the outcome: the failure, if there is one.</summary>
    public void Decide(in Received received, Exception? failure)
    {
        if (failure is null)
        {
            Finish(received);
        }
        else
        {
            Fail(failure);
        }
    }

    public void Cancel() => Fail(new OperationCanceledException(Token));
}
