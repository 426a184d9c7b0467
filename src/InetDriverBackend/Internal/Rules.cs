using TcpBackends.Core.Connecting;
using TcpBackends.Core.Listening;
using TcpBackends.Core.Options;
using TcpBackends.Core.Receive;

namespace TcpBackends.InetDriver.Internal;

/// <summary>What the shared machinery does differently for this backend.</summary>
internal static class Rules
{
    public static OptionRules Options { get; } = new()
    {
        Defaults = new SocketSettings { Buffer = 1460, PacketSize = 0 },
        Conduct = traits => traits.Inet,
        RefusalThrowsAtConnect = true,
        ReceiveBufferRaisesBuffer = true,
        AcceptCopiesSystemOptions = true,
        LargestRawRead = 65_522,
    };

    public static OpenRules Open { get; } = new(
        Options,
        new ListenerRules(
            TcpBackendNames.Inet, AfterClose: TcpError.EInval, CloseAgain: TcpError.None, FalseTellsPassive: false),
        BadAddressThrows: true);

    public static ReceiveRules Receive { get; } = new()
    {
        MaximumLength = 64 * 1024 * 1024,
        LengthNeedsRaw = true,
        Queues = false,
        BufferBoundsLines = true,
        HeaderLeavesEmptyRest = true,
        PortLinesAreRaw = true,
        InvalidPacketCloses = true,
        ActiveEndIsClosed = true,
        CountSizesBuffer = true,
        PollLeavesLength = true,
        HasReadBuffer = true,
        PollReadsOnce = true,
        OptionsServeReceives = false,
    };
}
