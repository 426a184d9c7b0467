using TcpBackends.Core.Connecting;
using TcpBackends.Core.Listening;
using TcpBackends.Core.Options;
using TcpBackends.Core.Receive;

namespace TcpBackends.DirectSocket.Internal;

/// <summary>What the shared machinery does differently for this backend.</summary>
internal static class Rules
{
    public static OptionRules Options { get; } = new()
    {
        Defaults = new SocketSettings { Buffer = 8192, PacketSize = 64 * 1024 * 1024 },
        Conduct = traits => traits.Socket,
        NamesSystemErrors = true,
        ReceiveBufferRaisesBuffer = false,
        AcceptCopiesSystemOptions = false,
        SmallestRawRead = 1,
    };

    public static OpenRules Open { get; } = new(
        Options,
        new ListenerRules(
            TcpBackendNames.Socket, AfterClose: TcpError.Closed, CloseAgain: TcpError.Closed, FalseTellsPassive: true),
        BadAddressThrows: false);

    public static ReceiveRules Receive { get; } = new()
    {
        MaximumLength = int.MaxValue,
        LengthNeedsRaw = false,
        Queues = true,
        PacketRestartsHttp = true,
        FalseTellsPassive = true,
        EndTurnsPassive = true,
        KeepsInvalidPackets = true,
        PollLeavesLength = false,
        HasReadBuffer = false,
        PollReadsOnce = false,
        OptionsServeReceives = true,
    };
}
