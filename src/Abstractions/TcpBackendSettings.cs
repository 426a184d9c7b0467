using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace TcpBackends;

/// <summary>What a backend is constructed with.</summary>
public sealed record TcpBackendSettings
{
    /// <summary>Default options of every connection it opens. Erlang: kernel's <c>inet_default_connect_options</c>.</summary>
    public TcpSocketOptions ConnectDefaults { get; init; } = TcpSocketOptions.Default;

    /// <summary>Default options of every listener it opens. Erlang: kernel's <c>inet_default_listen_options</c>.</summary>
    public TcpSocketOptions ListenDefaults { get; init; } = TcpSocketOptions.Default;

    /// <summary>The clock of all timeouts. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where it logs. Default: nowhere.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;
}
