using TcpBackends.Core;

namespace TcpBackends.InetDriver.Internal;

/// <summary>
/// The state of a connection, and what it still owes its user: one <c>closed</c> (or <c>econnreset</c>) to the next receive and to the
/// next send, after which both say <c>enotconn</c>. Changes under the connection's state lock.
/// </summary>
internal sealed class Lifetime
{
    private int _phase;
    private bool _receiveIsOwed;

    // What the end of the peer's stream left to a send stays owed; what a break left is not, if the owner is told by message.
    private bool _sendIsOwedByEnd;
    private bool _sendIsOwedByBreak;
    private bool _resetIsOwed;
    private CloseReasonLatch _reason;

    public Phase Phase => (Phase)Volatile.Read(ref _phase);

    public bool HasDescriptor => Phase <= Phase.HalfClosed;

    public TcpCloseReason Reason => _reason.Reason;

    public TcpError RefuseReceiveUnsynchronized()
    {
        if (Phase != Phase.DescriptorClosed)
        {
            // Half closed: as in OTP the kernel is asked again, since data may still arrive after a shutdown of reading.
            return Phase == Phase.Gone ? TcpError.Closed : TcpError.None;
        }

        if (!_receiveIsOwed)
        {
            return TcpError.ENotConn;
        }

        TcpError owed = _resetIsOwed ? TcpError.EConnReset : TcpError.Closed;
        _receiveIsOwed = _sendIsOwedByEnd = _sendIsOwedByBreak = _resetIsOwed = false;
        return owed;
    }

    public TcpError RefuseSendUnsynchronized()
    {
        if (Phase != Phase.DescriptorClosed)
        {
            return Phase == Phase.Gone ? TcpError.Closed : TcpError.None;
        }

        if (!_sendIsOwedByEnd && !_sendIsOwedByBreak)
        {
            return TcpError.ENotConn;
        }

        _sendIsOwedByEnd = _sendIsOwedByBreak = false;
        return _resetIsOwed ? TcpError.EConnReset : TcpError.Closed;
    }

    /// <summary>The peer's stream has ended, or an error took its place; half closed it may do so again.</summary>
    public void EndInputUnsynchronized(TcpCloseReason reason, bool exitOnClose, bool isActive, bool oweSend)
    {
        _reason.Set(reason);
        Enter(!exitOnClose ? Phase.HalfClosed : isActive ? Phase.Gone : Phase.DescriptorClosed);
        _sendIsOwedByEnd |= oweSend;
    }

    /// <summary>The owner is told by message that the connection broke, so that nothing is owed for it.</summary>
    /// <returns>As <see cref="TellEndUnsynchronized"/>.</returns>
    public TcpError TellBreakUnsynchronized(bool exitOnClose)
    {
        _receiveIsOwed = _sendIsOwedByBreak = false;
        return TellEndUnsynchronized(exitOnClose);
    }

    /// <summary>The owner is told by message that the stream has ended.</summary>
    /// <returns>What it is told before; None: nothing.</returns>
    public TcpError TellEndUnsynchronized(bool exitOnClose)
    {
        TcpError cause = _resetIsOwed ? TcpError.EConnReset : TcpError.None;
        _resetIsOwed = false;
        if (Phase == Phase.DescriptorClosed && exitOnClose)
        {
            Enter(Phase.Gone);
        }

        return cause;
    }

    /// <summary>A send found the connection broken.</summary>
    public void BreakUnsynchronized(bool oweSend, bool oweReset)
    {
        _reason.Set(TcpCloseReason.SendFailed);
        Enter(Phase.DescriptorClosed);
        _receiveIsOwed = true;
        _sendIsOwedByBreak = oweSend;
        _resetIsOwed = oweReset;
    }

    /// <summary>A send timed out, and <c>send_timeout_close</c> is on: nothing is owed.</summary>
    public void TimeOutUnsynchronized()
    {
        _reason.Set(TcpCloseReason.SendTimeout);
        Enter(Phase.DescriptorClosed);
    }

    /// <summary>Says why it is going to be closed. Under no lock of its own.</summary>
    public void BeginClose(TcpCloseReason reason) => _reason.Set(reason);

    public void CloseUnsynchronized(TcpCloseReason reason)
    {
        _reason.Set(reason);
        Enter(Phase.Gone);
    }

    private void Enter(Phase phase)
    {
        // What happens to a closed connection while its queue is still being sent changes nothing for its user.
        if (Phase != Phase.Gone)
        {
            Volatile.Write(ref _phase, (int)phase);
        }
    }
}
