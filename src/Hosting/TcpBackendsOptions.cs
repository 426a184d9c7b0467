namespace TcpBackends.Hosting;

/// <summary>What the host decides about TCP: the default backend, and the default options of every socket.</summary>
/// <remarks>
/// Read once, when the host starts or the first backend is resolved; later changes, of the configuration too, do not
/// apply.
/// </remarks>
public sealed class TcpBackendsOptions
{
    /// <summary>
    /// The backend of every call that does not name one in <see cref="TcpSocketOptions.Backend"/>; one of
    /// <see cref="TcpBackendNames"/>. Default: <c>inet</c>. Configuration key and Erlang (kernel):
    /// <c>inet_backend</c>.
    /// </summary>
    public string DefaultBackend { get; set; } = TcpBackendNames.Inet;

    /// <summary>
    /// What connect takes for the options that a call leaves out; <see cref="TcpSocketOptions.Raw"/> is added to that of the call. All
    /// that connect takes is allowed, <see cref="TcpSocketOptions.LocalPort"/> and the local addresses too, except
    /// <see cref="TcpSocketOptions.Backend"/> and <see cref="TcpSocketOptions.Descriptor"/>; so
    /// <see cref="TcpSocketOptions.Backlog"/> and <see cref="TcpSocketOptions.V6Only"/> are not. Default: nothing.
    /// Configuration section and Erlang (kernel): <c>inet_default_connect_options</c>.
    /// </summary>
    public TcpSocketOptions ConnectDefaults { get; set; } = TcpSocketOptions.Default;

    /// <summary>
    /// What listen takes for the options that a call leaves out; <see cref="TcpSocketOptions.Raw"/> is added to that of the call. All
    /// that listen takes is allowed, except <see cref="TcpSocketOptions.Backend"/> and <see cref="TcpSocketOptions.Descriptor"/>; so
    /// <see cref="TcpSocketOptions.LineDelimiter"/> is not. Default: nothing. Configuration section and Erlang (kernel):
    /// <c>inet_default_listen_options</c>.
    /// </summary>
    public TcpSocketOptions ListenDefaults { get; set; } = TcpSocketOptions.Default;

    /// <summary>What is wrong in the configuration; kept until validation, which reports it all at once.</summary>
    internal List<string> ConfigurationErrors { get; } = [];
}
