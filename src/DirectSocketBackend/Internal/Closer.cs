using TcpBackends.Core.Io;

namespace TcpBackends.DirectSocket.Internal;

/// <summary>Closing: at once. Whoever waits is told, and what they had not handed over is not sent.</summary>
internal sealed class Closer(IIoSocket io, Lock stateLock, Lifetime lifetime, Sender sender, ISettlement settlement)
{
    public ValueTask<TcpResult> CloseAsync(CancellationToken cancellationToken)
    {
        TcpLinger linger = TcpLinger.Off;
        var aftermath = default(Aftermath);
        lock (stateLock)
        {
            if (lifetime.Phase == Phase.Gone)
            {
                return new ValueTask<TcpResult>(TcpError.Closed);
            }

            if (lifetime.HasDescriptor)
            {
                io.GetLinger(out linger);
            }

            lifetime.CloseUnsynchronized(TcpCloseReason.LocalClose);
            sender.ReleaseUnsynchronized(TcpError.Closed, ref aftermath.Wakeups);
        }

        aftermath.EndsInput = true;
        aftermath.EndsDescriptor = linger is not { Enabled: true, Seconds: > 0 };
        settlement.Settle(ref aftermath);
        return aftermath.EndsDescriptor ? new ValueTask<TcpResult>(TcpResult.Ok) : LingerAsync(linger, cancellationToken);
    }

    /// <summary>Closes without anybody waiting.</summary>
    public void CloseForOwner(TcpCloseReason reason)
    {
        var aftermath = default(Aftermath);
        lock (stateLock)
        {
            if (lifetime.Phase == Phase.Gone)
            {
                return;
            }

            lifetime.CloseUnsynchronized(reason);
            sender.ReleaseUnsynchronized(TcpError.Closed, ref aftermath.Wakeups);
        }

        aftermath.EndsInput = true;
        aftermath.EndsDescriptor = true;
        settlement.Settle(ref aftermath);
    }

    private async ValueTask<TcpResult> LingerAsync(TcpLinger linger, CancellationToken cancellationToken)
    {
        await IoClosing.CloseAsync(io, linger).WaitAsync(cancellationToken).ConfigureAwait(false);
        return TcpResult.Ok;
    }
}
