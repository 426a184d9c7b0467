using System.Buffers;
using TcpBackends.Core.Waiting;
using TcpBackends.Framing;

namespace TcpBackends.Core.Send;

/// <summary>A send that waits.</summary>
internal sealed class SendWaiter(IWaiterOwner owner, TimeProvider clock) : Waiter<TcpSendResult>(owner, clock)
{
    private WireMessage _message;

    public ref WireMessage Message => ref _message;

    /// <summary>What <c>show_econnreset</c> was when the call was made.</summary>
    public bool ShowsReset { get; set; }

    /// <summary>What <c>send_timeout_close</c> was when the call was made.</summary>
    public bool ClosesOnTimeout { get; set; }

    public void Begin(in WireMessage message, CancellationToken cancellationToken)
    {
        Begin(cancellationToken);
        _message = message;
    }

    /// <summary>Nothing of it was given away yet, and another packet type may have been set since the call was made.</summary>
    public void Reframe(PacketType type)
    {
        // A copy, since framing begins with clearing the place where it lies.
        ReadOnlySequence<byte> payload = _message.Body;
        WireMessage.Frame(type, payload, out _message);
    }

    /// <summary>Lets go of the caller's buffers.</summary>
    public void ForgetMessage() => _message = default;

    /// <param name="accepted">How many of its bytes will reach the peer.</param>
    /// <param name="rest">Those that will not.</param>
    public void Cancel(long accepted, byte[] rest) => Fail(new TcpSendCanceledException(accepted, rest, Token));
}
