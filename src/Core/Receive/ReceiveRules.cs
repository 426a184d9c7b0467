namespace TcpBackends.Core.Receive;

/// <summary>How the backends differ in receiving.</summary>
internal sealed record ReceiveRules
{
    /// <summary>The largest length that may be asked for; more is <c>enomem</c>.</summary>
    public int MaximumLength { get; init; } = int.MaxValue;

    /// <summary>Whether a length together with a packet type other than raw is <c>einval</c>, instead of being ignored.</summary>
    public bool LengthNeedsRaw { get; init; }

    /// <summary>Whether receives queue up behind one that waits, instead of failing with <c>ealready</c>.</summary>
    public bool Queues { get; init; }

    /// <summary>Whether a line that is longer than <c>buffer</c> comes in pieces, and with the HTTP types is refused.</summary>
    public bool BufferBoundsLines { get; init; }

    /// <summary>Whether setting the packet type makes <c>http</c> begin with a first line again.</summary>
    public bool PacketRestartsHttp { get; init; }

    /// <summary>
    /// Whether bytes that are not a packet are kept and looked at again when more have come, unless they have a length of 1, 2 or 4
    /// bytes before them: those are looked at by every receive. Otherwise they are dropped.
    /// </summary>
    public bool KeepsInvalidPackets { get; init; }

    /// <summary>Whether a header that is as long as the packet leaves an empty rest, instead of a mere list.</summary>
    public bool HeaderLeavesEmptyRest { get; init; }

    /// <summary>Whether <c>deliver</c> as a port delivers the lines of the HTTP types as they are.</summary>
    public bool PortLinesAreRaw { get; init; }

    /// <summary>Whether making a socket passive that counts packets tells its owner that it is.</summary>
    public bool FalseTellsPassive { get; init; }

    /// <summary>Whether a packet that is not allowed is told as the end of the stream, too.</summary>
    public bool InvalidPacketCloses { get; init; }

    /// <summary>Whether a receive that waits on an active socket is told <c>closed</c>, whatever the owner is told of the end.</summary>
    public bool ActiveEndIsClosed { get; init; }

    /// <summary>Whether turning active for so many messages sizes the buffer, whatever size is asked for later.</summary>
    public bool CountSizesBuffer { get; init; }

    /// <summary>Whether the end of the stream turns an active socket passive.</summary>
    public bool EndTurnsPassive { get; init; }

    /// <summary>Whether a poll for a length that is not there yet makes the next receive without a length wait for it.</summary>
    public bool PollLeavesLength { get; init; }

    /// <summary>
    /// Whether what arrives is read into a buffer that is as large as the length that was asked for, else as <c>buffer</c>, when the
    /// first receive for it begins; it stays until it is empty, and grows only for a packet that does not fit. Otherwise
    /// packets are read ahead.
    /// </summary>
    public bool HasReadBuffer { get; init; }

    /// <summary>
    /// Whether a poll for a packet reads once and no more, so that it may fail although the packet, or the end of the stream, is
    /// there. A poll for bytes always does.
    /// </summary>
    public bool PollReadsOnce { get; init; }

    /// <summary>Whether a receive that waits looks again at what is there when an option was set.</summary>
    public bool OptionsServeReceives { get; init; }
}
