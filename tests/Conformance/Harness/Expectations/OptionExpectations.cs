namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>Semantics 2 and 15: options that a backend answers in its own way.</summary>
public sealed record OptionExpectations
{
    public static OptionExpectations Inet { get; } = new()
    {
        Conduct = traits => traits.Inet,
        NoDelayOnLocal = TcpError.None,
        HasWatermarks = true,
        AcceptCopiesSystemOptions = true,
    };

    public static OptionExpectations Socket { get; } = new()
    {
        Conduct = traits => traits.Socket,
        NoDelayOnLocal = TcpError.ENotSup,
        HasWatermarks = false,
        AcceptCopiesSystemOptions = false,
    };

    /// <summary>The column of the option table that is the backend's.</summary>
    public required Func<TcpOptionTraits, TcpOptionConduct> Conduct { get; init; }

    /// <summary>nodelay, true or false, on a Unix-domain socket: ignored, or reported.</summary>
    public required TcpError NoDelayOnLocal { get; init; }

    /// <summary>Whether high_watermark and low_watermark read back; they belong to the driver queue.</summary>
    public required bool HasWatermarks { get; init; }

    /// <summary>Whether accept gives what the listener has now of nodelay, keepalive and linger, or what it had at connect.</summary>
    public required bool AcceptCopiesSystemOptions { get; init; }

    public TcpResult<int> Watermark(int value) => HasWatermarks ? value : TcpError.NotAvailable;
}
