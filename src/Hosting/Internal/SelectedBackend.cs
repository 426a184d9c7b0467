using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace TcpBackends.Hosting.Internal;

/// <summary>Hands each call to the backend that its options name, else to the default one.</summary>
internal sealed class SelectedBackend(string defaultName, ITcpBackend inet, ITcpBackend socket) : ITcpBackend
{
    public const string Allowed = $"{TcpBackendNames.Inet}, {TcpBackendNames.Socket}";

    public string Name => defaultName;

    public static bool IsKnown([NotNullWhen(true)] string? name) =>
        name is TcpBackendNames.Inet or TcpBackendNames.Socket;

    public ValueTask<TcpResult<ITcpSocket>> ConnectAsync(
        EndPoint remoteEndPoint,
        TcpSocketOptions? options = null,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default) =>
        Select(options).ConnectAsync(remoteEndPoint, options, timeout, cancellationToken);

    public ValueTask<TcpResult<ITcpListener>> ListenAsync(
        int port, TcpSocketOptions? options = null, CancellationToken cancellationToken = default) =>
        Select(options).ListenAsync(port, options, cancellationToken);

    public ITcpMailbox CreateMailbox(TcpMailboxOptions? options = null) => inet.CreateMailbox(options);

    private ITcpBackend Select(TcpSocketOptions? options) => (options?.Backend ?? defaultName) switch
    {
        TcpBackendNames.Inet => inet,
        TcpBackendNames.Socket => socket,
        string unknown => throw new ArgumentException(
            $"{nameof(TcpSocketOptions.Backend)} (inet_backend) is '{unknown}'; allowed: {Allowed}.", nameof(options)),
    };
}
