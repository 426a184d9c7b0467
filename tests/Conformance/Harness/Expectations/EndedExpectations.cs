namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>Semantics 20: what a socket answers after its end, by the way in which it ended.</summary>
public sealed record EndedExpectations
{
    private static readonly StateExpectations DescriptorGone = new()
    {
        GetSystem = TcpError.NotAvailable,
        RemoteName = TcpError.ENotConn,
        LocalName = TcpError.EBadF,
        Receive = TcpError.ENotConn,
        Send = TcpError.Closed,
        SendAgain = TcpError.ENotConn,
        Shutdown = TcpError.ENotConn,
    };

    private static readonly StateExpectations ReadingSideGone = new()
    {
        GetReading = TcpError.EInval,
        SetReading = TcpError.EInval,
    };

    private static readonly StateExpectations ResetNoticed = new()
    {
        GetKept = TcpError.EInval,
        GetReading = TcpError.EInval,
        GetSystem = TcpError.NotAvailable,
        SetKept = TcpError.EInval,
        SetReading = TcpError.EInval,
        // These two crash OTP's socket; it is an error here.
        SetSystem = TcpError.EInval,
        SetNothing = TcpError.EInval,
        RemoteName = TcpError.Closed,
        LocalName = TcpError.Closed,
        Statistics = TcpError.Closed,
        Send = TcpError.Closed,
        SendAgain = TcpError.Closed,
        Shutdown = TcpError.Closed,
    };

    public static EndedExpectations Inet { get; } = new()
    {
        ClosedHere = AllClosed(TcpError.EInval),
        EndReported = DescriptorGone,
        EndReportedWithoutExit = new StateExpectations(),
        ResetReported = DescriptorGone,
        ResetShown = DescriptorGone with { Send = TcpError.ENotConn },
    };

    public static EndedExpectations Socket { get; } = new()
    {
        ClosedHere = AllClosed(TcpError.Closed),
        EndReported = ReadingSideGone,
        EndReportedWithoutExit = ReadingSideGone,
        ResetReported = ResetNoticed,
        ResetShown = ResetNoticed,
    };

    /// <summary>Closed by this side.</summary>
    public required StateExpectations ClosedHere { get; init; }

    /// <summary>A receive has reported the peer's FIN (exit_on_close = true). The peer still reads.</summary>
    public required StateExpectations EndReported { get; init; }

    /// <summary>A receive has reported the peer's FIN (exit_on_close = false). The peer still reads.</summary>
    public required StateExpectations EndReportedWithoutExit { get; init; }

    /// <summary>A receive has reported the peer's RST as <c>closed</c>.</summary>
    public required StateExpectations ResetReported { get; init; }

    /// <summary>A receive has reported the peer's RST as <c>econnreset</c>.</summary>
    public required StateExpectations ResetShown { get; init; }

    private static StateExpectations AllClosed(TcpError rest) => new()
    {
        GetKept = rest,
        GetReading = rest,
        GetSystem = rest,
        SetKept = rest,
        SetReading = rest,
        SetSystem = rest,
        SetNothing = rest,
        RemoteName = rest,
        LocalName = rest,
        Statistics = rest,
        Send = TcpError.Closed,
        SendAgain = TcpError.Closed,
        Shutdown = TcpError.Closed,
    };
}
