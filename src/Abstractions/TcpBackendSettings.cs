using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace TcpBackends;

/// <summary>What a backend is constructed with.</summary>
public sealed record TcpBackendSettings
{
    /// <summary>
    /// Default options of every connection it opens; their <see cref="TcpSocketOptions.Backend"/> and
    /// <see cref="TcpSocketOptions.Backlog"/> are ignored. Default: nothing. Erlang: kernel's
    /// <c>inet_default_connect_options</c>.
    /// </summary>
    /// <exception cref="ArgumentException">They have a <see cref="TcpSocketOptions.Descriptor"/>, which is for one socket.</exception>
    public TcpSocketOptions ConnectDefaults { get; init => field = Check(value); } = TcpSocketOptions.Default;

    /// <summary>
    /// Default options of every listener it opens; their <see cref="TcpSocketOptions.Backend"/> is ignored. Default:
    /// nothing. Erlang: kernel's <c>inet_default_listen_options</c>.
    /// </summary>
    /// <exception cref="ArgumentException">They have a <see cref="TcpSocketOptions.Descriptor"/>, which is for one socket.</exception>
    public TcpSocketOptions ListenDefaults { get; init => field = Check(value); } = TcpSocketOptions.Default;

    /// <summary>The clock of all timeouts. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>
    /// Where it logs: Warning, accepting pauses for lack of descriptors, and Information, it goes on; Debug, an option that is
    /// ignored (once for each), and queued data that could not be sent. Default: nowhere.
    /// </summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    private static TcpSocketOptions Check(TcpSocketOptions defaults) => defaults is not { Descriptor: { } descriptor }
        ? defaults
        : throw new ArgumentException($"Descriptor (fd) is {descriptor}; a default for all sockets cannot have one.", nameof(defaults));
}
