using System.Net;

namespace TcpBackends.Tests.Unit.Hosting.Fakes;

/// <summary>Records the calls it gets, and answers listen with its listener or error.</summary>
internal sealed class FakeBackend(string name) : ITcpBackend
{
    public string Name => name;

    public TcpResult<ITcpListener> Listener { get; init; } = TcpError.EAcces;

    public List<FakeCall> Calls { get; } = [];

    public ValueTask<TcpResult<ITcpSocket>> ConnectAsync(
        EndPoint remoteEndPoint,
        TcpSocketOptions? options = null,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default)
    {
        Calls.Add(new FakeCall(remoteEndPoint, null, options, timeout, cancellationToken));
        return new(TcpError.EConnRefused);
    }

    public ITcpMailbox CreateMailbox(TcpMailboxOptions? options = null) => throw new NotSupportedException();

    public ValueTask<TcpResult<ITcpListener>> ListenAsync(
        int port, TcpSocketOptions? options = null, CancellationToken cancellationToken = default)
    {
        Calls.Add(new FakeCall(null, port, options, null, cancellationToken));
        return new(Listener);
    }
}

internal sealed record FakeCall(
    EndPoint? RemoteEndPoint,
    int? Port,
    TcpSocketOptions? Options,
    TimeSpan? Timeout,
    CancellationToken CancellationToken);
