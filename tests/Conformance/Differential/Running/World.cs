using TcpBackends.Framing;
using TcpBackends.Tests.Conformance.Differential.Steps;

namespace TcpBackends.Tests.Conformance.Differential.Running;

/// <summary>
/// What both sides have in common as long as they agree: the options, what was sent to them, and what has become of the
/// connection. It is learned from what was seen, never predicted.
/// </summary>
internal sealed class World(Side ours, Side theirs, Sequence sequence)
{
    public Side Ours => ours;

    public Side Theirs => theirs;

    public Side[] Sides { get; } = [ours, theirs];

    public bool IsInet { get; } = ours.Socket.BackendName == TcpBackendNames.Inet;

    public bool SmallBuffers => sequence.SmallBuffers;

    public bool HasMail => sequence.HasMail;

    /// <summary>What arrives is told to the owner.</summary>
    public bool IsActive
    {
        get;
        set
        {
            field = value;
            HasBeenActive |= value;
        }
    }
    = sequence.ToOptions().Active is { Mode: not TcpActiveMode.False };

    /// <summary>It is active, or was.</summary>
    public bool HasBeenActive { get; private set; } = sequence.ToOptions().Active is { Mode: not TcpActiveMode.False };

    /// <summary>Whether what is there of a packet may have been read, which goes on with the length that it had.</summary>
    public bool HasBegunPacket => IsInet && (PollHasFailed || (HasBeenActive && Input.IsInMidFrame(Packet)));

    /// <summary>It was made passive by a call, not by what it has told.</summary>
    public bool WasMadePassive { get; set; }

    /// <summary>The owner was told that the stream has ended.</summary>
    public bool EndWasTold { get; set; }

    public TcpSocketOptions Options { get; set; } = sequence.ToOptions();

    public PacketType Packet => Options.Packet ?? PacketType.Raw;

    public TimeSpan SendTimeout => Options.SendTimeout ?? Timeout.InfiniteTimeSpan;

    /// <summary>What has arrived and was not received.</summary>
    public Input Input { get; } = new();

    /// <summary>Where the payload of the next send begins in <see cref="Pattern"/>.</summary>
    public long SendOffset { get; set; }

    /// <summary>How many bytes the peer has sent.</summary>
    public long PeerSent { get; set; }

    /// <summary>What the peer sends now.</summary>
    public byte[] PeerMessage { get; set; } = [];

    /// <summary>What the peer has kept back.</summary>
    public byte[] PeerKept { get; set; } = [];

    public bool PeerSentFin { get; set; }

    /// <summary>The peer has closed or reset its socket.</summary>
    public bool PeerIsGone { get; set; }

    /// <summary>A reset by the peer has arrived.</summary>
    public bool ResetArrived { get; set; }

    public bool WriteIsShut { get; set; }

    /// <summary>The input was shut down here.</summary>
    public bool InputIsShut { get; set; }

    public bool IsClosed { get; set; }

    /// <summary>FIN is followed by RST at once: which of the two the peer meets is up to the kernel.</summary>
    public bool EndIsUncertain { get; set; }

    /// <summary>Input and output are shut down once what is queued has been sent.</summary>
    public bool EndIsPostponed { get; set; }

    /// <summary>A send has told of the reset; the kernel does so only once.</summary>
    public bool SendMetReset { get; set; }

    /// <summary>A receive has read the reset.</summary>
    public bool ResetWasRead { get; set; }

    /// <summary>
    /// Not as much lies unread in the kernel on both sides: we read packets ahead, OTP's socket does not, but it goes on with a read that it
    /// began in active mode. Kept as it was when a side closes.
    /// </summary>
    public bool HasReadAhead { get; private set; }

    /// <summary>A poll for a packet, or for a length, has failed, and nothing was received since.</summary>
    public bool PollHasFailed { get; set; }

    /// <summary>The kernel was filled.</summary>
    public bool WasClogged { get; set; }

    /// <summary>A send may have taken the kernel several writes.</summary>
    public bool HasSentInParts { get; set; }

    /// <summary>The kernel is full, to the last byte.</summary>
    public bool IsClogged { get; set; }

    /// <summary>
    /// The peer has read a part of what waits: how much of the rest has moved since, and who still waits, is up to the kernel.
    /// </summary>
    public bool IsLoose { get; set; }

    /// <summary>Output was dropped; how much of it had been sent is up to the kernel.</summary>
    public bool TailIsUncertain { get; set; }

    public int WaitingSends => ours.Waiting.Count(call => call.Kind == CallKind.Send);

    /// <summary>Whether somebody takes what arrives.</summary>
    public bool IsReading => IsActive || WaitingReceives > 0;

    public int WaitingReceives => ours.Waiting.Count(call => call.Kind == CallKind.Receive);

    /// <summary>How many bytes were unread in the peer's kernel, on both sides, when all had come to rest.</summary>
    public int AtPeer => Sides.Min(side => side.Rest.AtPeer);

    public bool IsQueueing => Sides.Any(side => side.QueuedBytes > 0);

    public bool HasOutputInFlight => Sides.Any(side => side.InFlight > 0);

    /// <summary>Whether both sides have the connection open in one of these states.</summary>
    public bool IsOpenIn(params KernelTcpState[] states) =>
        Sides.All(side => side.Kernel is { IsHeld: true } kernel && states.Contains(kernel.State));

    /// <summary>What both sides say; null if they do not agree.</summary>
    public T? Agree<T>(Func<Side, T> observe)
        where T : struct
    {
        T first = observe(ours);
        return EqualityComparer<T>.Default.Equals(first, observe(theirs)) ? first : null;
    }

    public void LookForReadAhead()
    {
        if (!IsInet && ours.Kernel is { IsHeld: true } our && theirs.Kernel is { IsHeld: true } their)
        {
            HasReadAhead = our.Unread != their.Unread;
        }
    }
}
