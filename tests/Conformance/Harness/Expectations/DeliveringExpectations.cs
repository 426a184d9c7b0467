namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>Semantics 12 to 14, and what other sections say of active sockets.</summary>
public sealed record DeliveringExpectations
{
    public static DeliveringExpectations Inet { get; } = new()
    {
        FalseTellsPassive = false,
        EndIsToldByArming = true,
        EndTurnsPassive = false,
        EndEndsSocket = true,
        InvalidPacketIsTheEnd = true,
        HeaderLeavesEmptyRest = true,
        PortLinesAreRaw = true,
        SendEndsReceiving = true,
        SenderIsToldOfReset = true,
        ResetIsDown = false,
        ShutdownOfReadingIsTold = true,
        CloseWithdrawsClosed = true,
        HandOverAfterEnd = TcpError.Closed,
    };

    public static DeliveringExpectations Socket { get; } = new()
    {
        FalseTellsPassive = true,
        EndIsToldByArming = false,
        EndTurnsPassive = true,
        EndEndsSocket = false,
        InvalidPacketIsTheEnd = false,
        HeaderLeavesEmptyRest = false,
        PortLinesAreRaw = false,
        SendEndsReceiving = false,
        SenderIsToldOfReset = false,
        ResetIsDown = true,
        ShutdownOfReadingIsTold = false,
        CloseWithdrawsClosed = false,
        HandOverAfterEnd = TcpError.None,
    };

    /// <summary>Whether making a socket passive that counts is told, as if the count had run out.</summary>
    public required bool FalseTellsPassive { get; init; }

    /// <summary>Whether arming a socket whose end a receive has reported tells its owner; otherwise it is einval.</summary>
    public required bool EndIsToldByArming { get; init; }

    /// <summary>Whether the end of the stream turns the socket passive.</summary>
    public required bool EndTurnsPassive { get; init; }

    /// <summary>Whether with exit_on_close the end that is told closes the socket for good.</summary>
    public required bool EndEndsSocket { get; init; }

    /// <summary>Whether a packet that is not allowed is also the end of the stream.</summary>
    public required bool InvalidPacketIsTheEnd { get; init; }

    /// <summary>Whether a header as long as the packet leaves an empty rest, instead of a mere list.</summary>
    public required bool HeaderLeavesEmptyRest { get; init; }

    /// <summary>Whether deliver = port delivers the lines of the HTTP types as they are.</summary>
    public required bool PortLinesAreRaw { get; init; }

    /// <summary>Whether a send that finds the connection broken tells the owner that it is closed.</summary>
    public required bool SendEndsReceiving { get; init; }

    /// <summary>Whether a send that waits on an active socket is told of a reset (show_econnreset), and not only its owner.</summary>
    public required bool SenderIsToldOfReset { get; init; }

    /// <summary>Whether a reset that a receive reports is the end for a monitor.</summary>
    public required bool ResetIsDown { get; init; }

    /// <summary>Whether shutdown(read) and shutdown(read_write) are told to the owner.</summary>
    public required bool ShutdownOfReadingIsTold { get; init; }

    /// <summary>Whether close takes back a tcp_closed that the owner has not read.</summary>
    public required bool CloseWithdrawsClosed { get; init; }

    /// <summary>Handing over a socket whose owner was told the end (exit_on_close = true).</summary>
    public required TcpError HandOverAfterEnd { get; init; }
}
