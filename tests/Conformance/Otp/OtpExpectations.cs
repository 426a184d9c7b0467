namespace TcpBackends.Tests.Conformance.Otp;

/// <summary>
/// What OTP does: what the library does, except for the deliberate deviations of the library, which are all that stands here.
/// </summary>
internal static class OtpExpectations
{
    public static BackendExpectations Inet { get; } = BackendExpectations.Inet with
    {
        Deviations = new DeviationExpectations
        {
            AcceptDuringClose = TcpError.EInval,
            NegativeAcceptTimeout = BadArgument.Waits,
            NegativeReceiveTimeout = BadArgument.Waits,
            LongPath = Refusal.Returns(TcpError.EInval),
            LastOptionFirst = true,
            NegativeBuffer = TcpError.None,
            ConnectedDescriptor = TcpError.EIsConn,
            GoodThenBadOption = TcpError.None,
            KernelBendsValues = true,
            ConfiguredRaw = ConfiguredRaw.Wins,
            GoodBeforeBadIsSet = true,
            BufferAfterBadValue = 1,
            ZeroSendTimeoutCloses = false,
            TimeoutCloseEndsReceive = false,
            LingerZeroEndsReceive = false,
            SendersKeepTheirOrder = false,
            WaitingSenderLearnsOfCloseAtOnce = false,
            BufferMayBeSmallerThanHeader = false,
            NewPacketTypeCountsAtOnce = false,
            NewPacketSizeCountsAtOnce = false,
            HttpHeaderMayFillBuffer = false,
            CloseGivesUpAfterProgress = false,
            WaitingReceiveComesFirst = false,
            TimeoutOnceActiveIsTheLast = true,
            BadPacketIsToldAtOnce = false,
            PortReceives = false,
            HandOverToEndedChangesNothing = false,
            HandOverAfterEndIsComplete = false,
            WaitingCloseLearnsOfEndAtOnce = false,
            FullLocalBacklogIsTold = false,
        },
    };

    public static BackendExpectations Socket { get; } = BackendExpectations.Socket with
    {
        Deviations = new DeviationExpectations
        {
            SendDuringReset = TcpError.EConnReset,
            FullLocalBacklogIsTold = false,
            EndOfAcceptDuringClose = PeerEnd.Closed,
            EndWithShowEconnreset = TcpError.EConnReset,
            PollingAccepts = false,
            PollingConnects = false,
            NegativePacketSize = TcpError.None,
            ZeroMessageQueueWatermark = TcpError.None,
            PortsWrap = true,
            NegativeReceiveTimeout = BadArgument.Crashes,
            NegativeLength = BadArgument.Waits,
            LongPath = Refusal.Returns(TcpError.EInval),
            PathFromInternetAddress = Refusal.Returns(TcpError.EInval),
            LowWatermarkIsForReceives = true,
            GoodBeforeBadIsSet = true,
            GoodBeforeFixedIsSet = true,
            KernelBendsValues = true,
            ConfiguredRaw = ConfiguredRaw.Ignored,
            OneCloseIsTheFirst = false,
            StatisticsCountReads = true,
            SettingFixedOption = TcpError.None,
            SettingDescriptorCrashes = true,
            KeepsPlaceInStream = false,
            ReadsPacketsAhead = false,
            CountsPartsOfSends = false,
            HugePacket = TcpError.Timeout,
            FindsHeaderReadAhead = false,
            StripsPaddingOfLongRecords = false,
            LinePieceAtPacketSize = true,
            LooksAgainAfterChange = false,
            NewPacketSizeCountsAtOnce = false,
            EndInsideHeaderIsReported = false,
            EndAfterActiveIsTold = false,
            PacketAfterActiveIsFound = false,
            TimeoutHoldsAfterActive = false,
            TimeoutOnceActiveIsTold = true,
            SecondReceiveOnceActive = TcpError.EInval,
            ReceiveAfterActiveStaysValid = false,
            HeaderMayBeLonger = false,
            HandOverToEnded = TcpError.None,
            HandOverToEndedChangesNothing = false,
        },
        Ended = EndedExpectations.Socket with
        {
            ResetReported = EndedExpectations.Socket.ResetReported with { SettingCrashes = true },
            ResetShown = EndedExpectations.Socket.ResetShown with { SettingCrashes = true },
        },
    };
}
