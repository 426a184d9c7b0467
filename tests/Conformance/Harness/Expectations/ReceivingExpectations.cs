namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>Semantics 6 and 16: receiving.</summary>
public sealed record ReceivingExpectations
{
    public static ReceivingExpectations Inet { get; } = new()
    {
        Queues = false,
        LengthWithPacket = TcpError.EInval,
        LengthIsBounded = true,
        PollLeavesLength = true,
        OversizedPacketCloses = true,
        WaitSizesBuffer = true,
    };

    public static ReceivingExpectations Socket { get; } = new()
    {
        Queues = true,
        LengthWithPacket = TcpError.None,
        LengthIsBounded = false,
        PollLeavesLength = false,
        OversizedPacketCloses = false,
        WaitSizesBuffer = false,
    };

    /// <summary>Whether a receive waits behind another one; otherwise it is ealready.</summary>
    public required bool Queues { get; init; }

    /// <summary>A length with packet 1, 2 or 4; if that is allowed, the length has no meaning.</summary>
    public required TcpError LengthWithPacket { get; init; }

    /// <summary>Whether more than 64 MiB is enomem.</summary>
    public required bool LengthIsBounded { get; init; }

    /// <summary>Whether a poll for a length that is not there makes the next receive wait for it.</summary>
    public required bool PollLeavesLength { get; init; }

    /// <summary>Whether emsgsize ends the socket; otherwise it is repeated.</summary>
    public required bool OversizedPacketCloses { get; init; }

    /// <summary>Whether what waits for bytes keeps the size that the buffer had when it began to wait; active = true does not.</summary>
    public required bool WaitSizesBuffer { get; init; }
}
