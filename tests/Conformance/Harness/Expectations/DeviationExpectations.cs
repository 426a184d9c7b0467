namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>The deliberate deviations from OTP, one member each: the library's choice, unless it says otherwise.</summary>
public sealed record DeviationExpectations
{
    public static DeviationExpectations Library { get; } = new();

    /// <summary>What a receive says at the end of the stream (FIN) when show_econnreset is true.</summary>
    public TcpError EndWithShowEconnreset { get; init; } = TcpError.Closed;

    /// <summary>Whether a socket whose end was told, and not read, is handed over like any other.</summary>
    public bool HandOverAfterEndIsComplete { get; init; } = true;

    /// <summary>Whether a close that waits returns as soon as the stream has ended in active mode.</summary>
    public bool WaitingCloseLearnsOfEndAtOnce { get; init; } = true;

    /// <summary>What a receive that waits behind another one answers when the socket has become active, and the first is served.</summary>
    public TcpError SecondReceiveOnceActive { get; init; }

    /// <summary>Whether the owner is told of the timeout of a receive if active was set meanwhile, and the socket is passive then.</summary>
    public bool TimeoutOnceActiveIsTold { get; init; }

    /// <summary>Whether nothing is told any more when a receive has timed out after active was set.</summary>
    public bool TimeoutOnceActiveIsTheLast { get; init; }

    /// <summary>Whether a receive keeps to its timeout when active mode was left before.</summary>
    public bool TimeoutHoldsAfterActive { get; init; } = true;

    /// <summary>What a send that waits in active mode may say, too, when the peer resets and show_econnreset is true; null: nothing else.</summary>
    public TcpError? SendDuringReset { get; init; }

    /// <summary>What accept may say, too, when the listener is closed as a connection comes; null: nothing else.</summary>
    public TcpError? AcceptDuringClose { get; init; }

    /// <summary>How a connection may end that such an accept took and nobody got, other than by a reset.</summary>
    public PeerEnd EndOfAcceptDuringClose { get; init; } = PeerEnd.EConnReset;

    /// <summary>Whether accept with timeout 0 takes a connection that is there.</summary>
    public bool PollingAccepts { get; init; } = true;

    /// <summary>Whether connect with timeout 0 can succeed.</summary>
    public bool PollingConnects { get; init; } = true;

    /// <summary>Whether a port beyond 65535, or below 0, is taken modulo 65536.</summary>
    public bool PortsWrap { get; init; }

    /// <summary>Accept with a negative timeout.</summary>
    public BadArgument NegativeAcceptTimeout { get; init; } = BadArgument.Throws;

    /// <summary>A receive with a negative timeout.</summary>
    public BadArgument NegativeReceiveTimeout { get; init; } = BadArgument.Throws;

    /// <summary>A receive with a negative length.</summary>
    public BadArgument NegativeLength { get; init; } = BadArgument.Throws;

    /// <summary>Listening on a Unix-domain path of more than 107 bytes.</summary>
    public Refusal LongPath { get; init; } = Refusal.Throws;

    /// <summary>Connecting to a Unix-domain path from an Internet address.</summary>
    public Refusal PathFromInternetAddress { get; init; } = Refusal.Throws;

    /// <summary>Whether low_watermark is an option of a backend without a queue, too: SO_RCVLOWAT.</summary>
    public bool LowWatermarkIsForReceives { get; init; }

    /// <summary>Whether several options in one change are applied from the last to the first.</summary>
    public bool LastOptionFirst { get; init; }

    /// <summary>What setting packet_size to -1 answers.</summary>
    public TcpError NegativePacketSize { get; init; } = TcpError.EInval;

    /// <summary>What setting high_msgq_watermark to 0 answers.</summary>
    public TcpError ZeroMessageQueueWatermark { get; init; } = TcpError.EInval;

    /// <summary>What connect with a descriptor that is connected answers.</summary>
    public TcpError ConnectedDescriptor { get; init; } = TcpError.None;

    /// <summary>Whether setting fd of an open socket crashes it.</summary>
    public bool SettingDescriptorCrashes { get; init; }

    /// <summary>What setting buffer to -1 answers.</summary>
    public TcpError NegativeBuffer { get; init; } = TcpError.EInval;

    /// <summary>What setting packet_size to 1000, then buffer to 0, answers.</summary>
    public TcpError GoodThenBadOption { get; init; } = TcpError.EInval;

    /// <summary>Whether the good one of the two is set nevertheless.</summary>
    public bool GoodBeforeBadIsSet { get; init; }

    /// <summary>Whether a value that is out of range is left to the kernel, which makes another one of it.</summary>
    public bool KernelBendsValues { get; init; }

    /// <summary>What becomes of the raw options of the configuration if the call has some.</summary>
    public ConfiguredRaw ConfiguredRaw { get; init; }

    /// <summary>Whether an option that stands before one that cannot be changed is set nevertheless.</summary>
    public bool GoodBeforeFixedIsSet { get; init; }

    /// <summary>What buffer is after that, if not its default.</summary>
    public int? BufferAfterBadValue { get; init; }

    /// <summary>Whether send_timeout_close closes when send_timeout is 0.</summary>
    public bool ZeroSendTimeoutCloses { get; init; } = true;

    /// <summary>Whether send_timeout_close completes a receive that waits.</summary>
    public bool TimeoutCloseEndsReceive { get; init; } = true;

    /// <summary>Whether closing with linger 0 completes a receive that waits although output is queued.</summary>
    public bool LingerZeroEndsReceive { get; init; } = true;

    /// <summary>Whether sends that wait before the driver queue are served first in, first out.</summary>
    public bool SendersKeepTheirOrder { get; init; } = true;

    /// <summary>Whether of several calls of close at once only one is told that it closed the socket.</summary>
    public bool OneCloseIsTheFirst { get; init; } = true;

    /// <summary>Whether getstat counts bytes when they are read from the kernel, instead of packets when they are delivered.</summary>
    public bool StatisticsCountReads { get; init; }

    /// <summary>What setting an option that is fixed at creation answers.</summary>
    public TcpError SettingFixedOption { get; init; } = TcpError.EInval;

    /// <summary>Whether a packet of type 1, 2 or 4 is delivered when a receive that timed out has read its beginning.</summary>
    public bool KeepsPlaceInStream { get; init; } = true;

    /// <summary>Whether a stream that ends inside the header of a packet is closed.</summary>
    public bool EndInsideHeaderIsReported { get; init; } = true;

    /// <summary>Whether buffer may be smaller than the header of a packet.</summary>
    public bool BufferMayBeSmallerThanHeader { get; init; } = true;

    /// <summary>Whether a sender that waits is told at once when the socket is closed for good.</summary>
    public bool WaitingSenderLearnsOfCloseAtOnce { get; init; } = true;

    /// <summary>Whether close gives up after 5 s without progress even if there was progress before.</summary>
    public bool CloseGivesUpAfterProgress { get; init; } = true;

    /// <summary>Whether packets of type 1, 2 and 4 are found in what another type has read ahead.</summary>
    public bool FindsHeaderReadAhead { get; init; } = true;

    /// <summary>Whether an HTTP header field of exactly buffer bytes is delivered.</summary>
    public bool HttpHeaderMayFillBuffer { get; init; } = true;

    /// <summary>Whether the padding of a FastCGI record is taken off also if the record is longer than buffer.</summary>
    public bool StripsPaddingOfLongRecords { get; init; } = true;

    /// <summary>Whether exactly packet_size bytes without a newline are delivered as a piece of a line.</summary>
    public bool LinePieceAtPacketSize { get; init; }

    /// <summary>Whether bytes that were no packet, but are one after a change of options, are delivered without more coming.</summary>
    public bool LooksAgainAfterChange { get; init; } = true;

    /// <summary>Whether packets of type 1, 2 and 4 are read from the kernel before they are received.</summary>
    public bool ReadsPacketsAhead { get; init; } = true;

    /// <summary>Whether every part of a send counts, however many writes it takes.</summary>
    public bool CountsPartsOfSends { get; init; } = true;

    /// <summary>Whether a new packet type counts at once for what a poll has read of a packet.</summary>
    public bool NewPacketTypeCountsAtOnce { get; init; } = true;

    /// <summary>Whether a receive that was made after active mode was left is served when active is set again.</summary>
    public bool ReceiveAfterActiveStaysValid { get; init; } = true;

    /// <summary>Whether a new bound counts at once for a packet that a receive waits for.</summary>
    public bool NewPacketSizeCountsAtOnce { get; init; } = true;

    /// <summary>What a receive says of a packet of type 4 that says it has more than 2 GiB, where there is no bound.</summary>
    public TcpError HugePacket { get; init; } = TcpError.EMsgSize;

    /// <summary>Whether a receive that waits gets the next data although the socket is made active meanwhile.</summary>
    public bool WaitingReceiveComesFirst { get; init; } = true;

    /// <summary>Whether an end that arrived while the socket was passive, but had been active, is told when it is armed.</summary>
    public bool EndAfterActiveIsTold { get; init; } = true;

    /// <summary>Whether a receive finds a packet that arrived after active mode was left.</summary>
    public bool PacketAfterActiveIsFound { get; init; } = true;

    /// <summary>Whether in active mode a bad packet behind a good one is told before more bytes arrive.</summary>
    public bool BadPacketIsToldAtOnce { get; init; } = true;

    /// <summary>Whether a header longer than the packet is allowed.</summary>
    public bool HeaderMayBeLonger { get; init; } = true;

    /// <summary>Whether a receive gets data with deliver = port, instead of the owner.</summary>
    public bool PortReceives { get; init; } = true;

    /// <summary>Whether connecting to a Unix-domain path whose backlog is full fails, and does not leave a socket without a peer.</summary>
    public bool FullLocalBacklogIsTold { get; init; } = true;

    /// <summary>What handing over to an owner that has ended answers.</summary>
    public TcpError HandOverToEnded { get; init; } = TcpError.BadArg;

    /// <summary>Whether the socket stays as it was after that.</summary>
    public bool HandOverToEndedChangesNothing { get; init; } = true;
}
