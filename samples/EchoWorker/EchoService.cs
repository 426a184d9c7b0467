using System.Net;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TcpBackends.Framing;

namespace TcpBackends.Samples.EchoWorker;

/// <summary>
/// Sends back every packet. The pool of acceptors is that of the gen_tcp manual: several workers accept on one
/// listener, and each serves its connection until that is closed, then accepts the next.
/// </summary>
internal sealed partial class EchoService(
    ITcpBackend backend, IOptions<EchoOptions> options, ILogger<EchoService> logger)
    : BackgroundService
{
    private static readonly TcpSocketOptions ListenOptions = new()
    {
        Packet = PacketType.Length4,
        PacketSize = 1024 * 1024, // a bound, so that no client can claim more memory than that
    };

    private static readonly TimeSpan PauseAfterFailedAccept = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _shutdownTimeout = new();
    private ITcpListener? _listener;

    /// <summary>Listens before the host counts as started, so that a port in use keeps it from starting.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        _listener = (await backend.ListenAsync(options.Value.Port, ListenOptions, cancellationToken)).Value;
        LogListening(_listener.LocalEndPoint.Value, _listener.BackendName);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>
    /// Stops accepting, lets every connection finish its packet, and closes it; all within the host's timeout.
    /// </summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration timeout = cancellationToken.Register(_shutdownTimeout.Cancel);
        if (_listener is not null)
        {
            LogDraining();
            await _listener.CloseAsync(CancellationToken.None);
        }

        // Not cancellationToken: that would leave the workers behind. They end at the timeout too.
        await base.StopAsync(CancellationToken.None);
    }

    public override void Dispose()
    {
        base.Dispose();
        _shutdownTimeout.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, options.Value.Acceptors).Select(_ => AcceptAsync(_listener!, stoppingToken)));

    private async Task AcceptAsync(ITcpListener listener, CancellationToken stoppingToken)
    {
        while (true)
        {
            TcpResult<ITcpSocket> accepted = await listener.AcceptAsync(cancellationToken: stoppingToken);
            if (accepted.TryGetValue(out ITcpSocket? connection))
            {
                await ServeAsync(connection, stoppingToken);
            }
            else if (accepted.Error == TcpError.Closed)
            {
                return;
            }
            else
            {
                LogAcceptFailed(accepted.Error.ToAtom());
                await Task.Delay(PauseAfterFailedAccept, stoppingToken);
            }
        }
    }

    private async Task ServeAsync(ITcpSocket connection, CancellationToken stoppingToken)
    {
        connection.RemoteEndPoint.TryGetValue(out EndPoint? peer);
        LogConnected(peer);
        try
        {
            TcpError reason = await EchoAsync(connection, stoppingToken);
            LogEnded(peer, reason.ToAtom());
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            LogEnded(peer, "shutdown");
        }
        finally
        {
            await connection.CloseAsync(_shutdownTimeout.Token);
        }
    }

    private async Task<TcpError> EchoAsync(ITcpSocket connection, CancellationToken stoppingToken)
    {
        while (true)
        {
            // Stopping ends the wait for a packet, but not the answer to one.
            TcpResult<TcpPacket> received = await connection.ReceiveAsync(cancellationToken: stoppingToken);
            if (!received.TryGetValue(out TcpPacket packet))
            {
                return received.Error;
            }

            TcpSendResult sent = await connection.SendAsync(packet.Memory, _shutdownTimeout.Token);
            if (!sent.IsOk)
            {
                return sent.Error;
            }
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Listening on {EndPoint} ({Backend}).")]
    private partial void LogListening(EndPoint endPoint, string backend);

    [LoggerMessage(2, LogLevel.Information, "Not accepting any more; finishing what is under way.")]
    private partial void LogDraining();

    [LoggerMessage(3, LogLevel.Warning, "Accepting failed: {Reason}.")]
    private partial void LogAcceptFailed(string reason);

    [LoggerMessage(4, LogLevel.Information, "{Peer} connected.")]
    private partial void LogConnected(EndPoint? peer);

    [LoggerMessage(5, LogLevel.Information, "{Peer} ended: {Reason}.")]
    private partial void LogEnded(EndPoint? peer, string reason);
}
