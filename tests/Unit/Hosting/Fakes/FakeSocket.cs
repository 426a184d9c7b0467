using System.Buffers;
using System.Net;
using System.Text;
using System.Threading.Channels;

namespace TcpBackends.Tests.Unit.Hosting.Fakes;

/// <summary>A connection whose peer is the test: it says what arrives, and when a send completes and how.</summary>
internal sealed class FakeSocket : ITcpSocket
{
    private readonly Channel<TcpResult<TcpPacket>> _arriving = Channel.CreateUnbounded<TcpResult<TcpPacket>>();
    private readonly Channel<string> _sent = Channel.CreateUnbounded<string>();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string BackendName => TcpBackendNames.Inet;

    public TcpResult<EndPoint> LocalEndPoint => TcpError.ENotConn;

    public TcpResult<EndPoint> RemoteEndPoint => TcpError.ENotConn;

    public ITcpMailbox Owner => throw new NotSupportedException();

    public Task<TcpCloseReason> Ended => throw new NotSupportedException();

    public TcpCloseReason CloseReason => throw new NotSupportedException();

    public ITcpOptionAccess Options => throw new NotSupportedException();

    public TcpResult<TcpStatistics> Statistics => throw new NotSupportedException();

    public Task Closed => _closed.Task;

    /// <summary>What every send waits for and returns, after its data was noted as sent.</summary>
    public Task<TcpSendResult> SendOutcome { get; set; } = Task.FromResult(TcpSendResult.Ok);

    /// <summary>How many sends came to their outcome, and were not cancelled before.</summary>
    public int SendsCompleted { get; private set; }

    public void Arrive(string text) => Arrive(new TcpPacket(Encoding.UTF8.GetBytes(text)));

    public void Arrive(TcpResult<TcpPacket> outcome) => _arriving.Writer.TryWrite(outcome);

    public ValueTask<string> NextSentAsync(CancellationToken cancellationToken) =>
        _sent.Reader.ReadAsync(cancellationToken);

    public bool TryNextSent(out string? text) => _sent.Reader.TryRead(out text);

    public ValueTask<TcpResult<TcpPacket>> ReceiveAsync(
        int length = 0, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        _arriving.Reader.ReadAsync(cancellationToken);

    public async ValueTask<TcpSendResult> SendAsync(
        ReadOnlySequence<byte> data, CancellationToken cancellationToken = default)
    {
        _sent.Writer.TryWrite(Encoding.UTF8.GetString(data));
        TcpSendResult outcome = await SendOutcome.WaitAsync(cancellationToken);
        SendsCompleted++;
        return outcome;
    }

    public ValueTask<TcpResult<int>> ReceiveAsync(
        Memory<byte> destination, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask<TcpResult> ShutdownAsync(TcpShutdown how, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask<TcpResult> CloseAsync(CancellationToken cancellationToken = default)
    {
        _closed.TrySetResult();
        return new(TcpResult.Ok);
    }

    public async ValueTask DisposeAsync() => await CloseAsync();
}
