namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>Semantics 20: what every function of a socket answers in one state.</summary>
public sealed record StateExpectations
{
    /// <summary>getopts of an option that the backend keeps, say packet.</summary>
    public TcpError GetKept { get; init; }

    /// <summary>getopts of an option that the backend keeps for the reading side, say exit_on_close.</summary>
    public TcpError GetReading { get; init; }

    /// <summary>getopts of an option of the operating system, say nodelay.</summary>
    public TcpError GetSystem { get; init; }

    public TcpError SetKept { get; init; }

    public TcpError SetReading { get; init; }

    public TcpError SetSystem { get; init; }

    /// <summary>setopts of an empty list.</summary>
    public TcpError SetNothing { get; init; }

    /// <summary>Whether the last two crash the socket.</summary>
    public bool SettingCrashes { get; init; }

    /// <summary>inet:peername.</summary>
    public TcpError RemoteName { get; init; }

    /// <summary>inet:sockname.</summary>
    public TcpError LocalName { get; init; }

    /// <summary>inet:getstat.</summary>
    public TcpError Statistics { get; init; }

    public TcpError Receive { get; init; } = TcpError.Closed;

    public TcpError Send { get; init; }

    /// <summary>A second send, after the first.</summary>
    public TcpError SendAgain { get; init; }

    public TcpError Shutdown { get; init; }
}
