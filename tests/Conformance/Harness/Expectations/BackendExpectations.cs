namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>
/// Every documented difference between backends, by name. A test reads these and never the name of the backend; a
/// backend that is added later says here what it does.
/// </summary>
public sealed partial record BackendExpectations
{
    public required string Name { get; init; }

    public static BackendExpectations Inet { get; } = new()
    {
        Name = TcpBackendNames.Inet,
        Sending = SendingExpectations.Inet,
        Receiving = ReceivingExpectations.Inet,
        Packets = PacketExpectations.Inet,
        Broken = BrokenExpectations.Inet,
        EndOfStream = EndOfStreamExpectations.Inet,
        Delivering = DeliveringExpectations.Inet,
        Defaults = DefaultExpectations.Inet,
        BadHostName = Refusal.Throws,
        BadListenAddress = Refusal.Throws,
        Options = OptionExpectations.Inet,
        Closing = ClosingExpectations.Inet,
        ShuttingDown = ShutdownExpectations.Inet,
        Ending = EndingExpectations.Inet,
        Ended = EndedExpectations.Inet,
    };

    public static BackendExpectations Socket { get; } = new()
    {
        Name = TcpBackendNames.Socket,
        Sending = SendingExpectations.Socket,
        Receiving = ReceivingExpectations.Socket,
        Packets = PacketExpectations.Socket,
        Broken = BrokenExpectations.Socket,
        EndOfStream = EndOfStreamExpectations.Socket,
        Delivering = DeliveringExpectations.Socket,
        Defaults = DefaultExpectations.Socket,
        BadHostName = Refusal.Returns(TcpError.EInval),
        BadListenAddress = Refusal.Returns(TcpError.EInval),
        Options = OptionExpectations.Socket,
        Closing = ClosingExpectations.Socket,
        ShuttingDown = ShutdownExpectations.Socket,
        Ending = EndingExpectations.Socket,
        Ended = EndedExpectations.Socket,
    };

    /// <summary>Semantics 15: the values of options that nobody gave.</summary>
    public required DefaultExpectations Defaults { get; init; }

    /// <summary>Semantics 2: connect to a name that is not one.</summary>
    public required Refusal BadHostName { get; init; }

    /// <summary>Semantics 3: listen on an address that does not fit the family.</summary>
    public required Refusal BadListenAddress { get; init; }

    /// <summary>Semantics 2 and 15: options that a backend answers in its own way.</summary>
    public required OptionExpectations Options { get; init; }

    /// <summary>Semantics 8: closing.</summary>
    public required ClosingExpectations Closing { get; init; }

    /// <summary>Semantics 7: shutting down.</summary>
    public required ShutdownExpectations ShuttingDown { get; init; }

    /// <summary>Semantics 6.3, 9 and 10: how the end of the connection is told.</summary>
    public required EndingExpectations Ending { get; init; }

    /// <summary>Semantics 20: what a socket says after its end.</summary>
    public required EndedExpectations Ended { get; init; }
}
