namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>Semantics 2 and 15: options that a backend answers in its own way.</summary>
public sealed record OptionExpectations
{
    public static OptionExpectations Inet { get; } = new()
    {
        NoDelayOnLocal = TcpError.None,
    };

    public static OptionExpectations Socket { get; } = new()
    {
        NoDelayOnLocal = TcpError.ENotSup,
    };

    /// <summary>nodelay, true or false, on a Unix-domain socket: ignored, or reported.</summary>
    public required TcpError NoDelayOnLocal { get; init; }
}
