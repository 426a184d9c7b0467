namespace TcpBackends.Core.Options;

/// <summary>How the backends differ in their options.</summary>
internal sealed record OptionRules
{
    /// <summary>The settings of a socket for which nothing was set.</summary>
    public required SocketSettings Defaults { get; init; }

    /// <summary>Whether an error of the operating system is the answer, instead of being ignored.</summary>
    public bool ReportsSystemErrors { get; init; }

    /// <summary>Whether there is a driver queue with watermarks.</summary>
    public bool HasWatermarks { get; init; }

    /// <summary>Whether <c>line_delimiter</c> can be read, and is inherited by accepted sockets.</summary>
    public bool ShowsLineDelimiter { get; init; }

    /// <summary>Whether a larger kernel receive buffer raises <c>buffer</c>, unless that was set.</summary>
    public bool ReceiveBufferRaisesBuffer { get; init; }

    /// <summary>
    /// Whether an accepted connection gets the <c>nodelay</c>, <c>keepalive</c> and <c>linger</c> that the listener has now, instead of
    /// keeping those from when it came in.
    /// </summary>
    public bool AcceptCopiesSystemOptions { get; init; }

    /// <summary>The options that are taken and have no effect.</summary>
    public IReadOnlyList<TcpOption> WithoutEffect { get; init; } = [];

    /// <summary>What reading an option says that exists but has no value at run time, such as <c>backlog</c>.</summary>
    public TcpError NotReadable { get; init; }
}
