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
        NamesSystemErrors = false,
        HasPacketOptionsOfV6 = true,
        PacketOptionsOfLocal = TcpError.EInval,
        LargestRawRead = 65_522,
        EmptyRaw = TcpError.None,
        HasDescriptorAfterEnd = false,
        AfterClose = TcpError.EInval,
        TellsDescriptor = false,
        TellsNamespace = true,
    };

    public static OptionExpectations Socket { get; } = new()
    {
        Conduct = traits => traits.Socket,
        NoDelayOnLocal = TcpError.ENotSup,
        HasWatermarks = false,
        AcceptCopiesSystemOptions = false,
        NamesSystemErrors = true,
        HasPacketOptionsOfV6 = false,
        PacketOptionsOfLocal = TcpError.NotAvailable,
        LargestRawRead = int.MaxValue,
        EmptyRaw = TcpError.NotAvailable,
        HasDescriptorAfterEnd = true,
        AfterClose = TcpError.Closed,
        TellsDescriptor = true,
        TellsNamespace = false,
    };

    /// <summary>The column of the option table that is the backend's.</summary>
    public required Func<TcpOptionTraits, TcpOptionConduct> Conduct { get; init; }

    /// <summary>nodelay, true or false, on a Unix-domain socket: ignored, or reported.</summary>
    public required TcpError NoDelayOnLocal { get; init; }

    /// <summary>Whether high_watermark and low_watermark read back; they belong to the driver queue.</summary>
    public required bool HasWatermarks { get; init; }

    /// <summary>Whether accept gives what the listener has now of nodelay, keepalive and linger, or what it had at connect.</summary>
    public required bool AcceptCopiesSystemOptions { get; init; }

    /// <summary>Whether a refusal of the system is reported as it is.</summary>
    public required bool NamesSystemErrors { get; init; }

    /// <summary>Whether pktoptions is there on IPv6.</summary>
    public required bool HasPacketOptionsOfV6 { get; init; }

    /// <summary>What reading pktoptions of a Unix-domain socket says.</summary>
    public required TcpError PacketOptionsOfLocal { get; init; }

    /// <summary>The longest buffer into which a raw option is read; a longer one is einval.</summary>
    public required int LargestRawRead { get; init; }

    /// <summary>What reading a raw option into no buffer at all says.</summary>
    public required TcpError EmptyRaw { get; init; }

    /// <summary>Whether the descriptor is still there when the end of the stream was told.</summary>
    public required bool HasDescriptorAfterEnd { get; init; }

    /// <summary>What options say of a socket that was closed here.</summary>
    public required TcpError AfterClose { get; init; }

    /// <summary>Whether fd can be read.</summary>
    public required bool TellsDescriptor { get; init; }

    /// <summary>Whether netns can be read.</summary>
    public required bool TellsNamespace { get; init; }

    /// <summary>What is said of an option whose refusal by the system is reported.</summary>
    public TcpError Refused(TcpError reason) => NamesSystemErrors ? reason : TcpError.EInval;

    /// <summary>The same for connect: badarg, or the error.</summary>
    public Refusal RefusedAtConnect(TcpError reason) => NamesSystemErrors ? Refusal.Returns(reason) : Refusal.Throws;

    /// <summary>What is said of an option whose refusal is reported by one backend, and ignored by the other.</summary>
    public TcpError RefusedOrIgnored(TcpError reason) => NamesSystemErrors ? reason : TcpError.None;

    public TcpResult<int> Watermark(int value) => HasWatermarks ? value : TcpError.NotAvailable;
}
