using System.Net;
using System.Net.Sockets;
using TcpBackends.Tests.Conformance.Otp.Adapter;

namespace TcpBackends.Tests.Conformance.Differential.Running;

/// <summary>A connection of one of the two subjects, its peer, and what is known of both.</summary>
internal sealed class Side : IAsyncDisposable
{
    private readonly ITcpBackend _backend;
    private readonly bool _hasQueue;
    private readonly Mail? _mail;

    private Side(
        BackendUnderTest subject, ITcpBackend backend, ITcpSocket socket, Mail? mail, RawPeer peer, CancellationToken token)
    {
        Subject = subject;
        _backend = backend;
        _hasQueue = backend.Name == TcpBackendNames.Inet;
        Socket = socket;
        _mail = mail;
        Peer = peer;
        Token = token;
    }

    public BackendUnderTest Subject { get; }

    public ITcpSocket Socket { get; }

    public RawPeer Peer { get; }

    /// <summary>What the owner is told; only of a sequence that has mail.</summary>
    public Mail Mail => _mail ?? throw new InvalidOperationException("The sequence has no mail.");

    /// <summary>The active mode, in words.</summary>
    public string Active => Socket.Options.Get(TcpOptions.Active).ToString();

    /// <summary>Whether what arrives is told to the owner.</summary>
    public bool IsActive => Socket.Options.Get(TcpOptions.Active) is { IsOk: true, Value.Mode: not TcpActiveMode.False };

    /// <summary>The time limit of the sequence.</summary>
    public CancellationToken Token { get; }

    public OfferedStream Output { get; } = new();

    /// <summary>The calls that have not been answered, in the order in which they were made.</summary>
    public List<Call> Waiting { get; } = [];

    /// <summary>How many bytes of the output had not reached the peer's kernel when all had come to rest.</summary>
    public long InFlight { get; set; }

    /// <summary>Where the output came to rest.</summary>
    public (int Unread, int AtPeer, long Queued) Rest { get; set; }

    /// <summary>The bytes in the driver queue.</summary>
    public long QueuedBytes =>
        _hasQueue && Socket.Statistics.TryGetValue(out TcpStatistics statistics) ? statistics.PendingBytes : 0;

    /// <summary>What the kernel knows of the socket.</summary>
    public KernelSocket? Kernel => KernelSocket.Find((IPEndPoint)Peer.RemoteEndPoint, (IPEndPoint)Peer.LocalEndPoint);

    public static async Task<Side> OpenAsync(BackendUnderTest subject, Sequence sequence, CancellationToken token)
    {
        int? receiveBuffer = sequence.SmallBuffers ? CloggedPair.KernelBuffer : null;
        ITcpBackend backend = subject.Create();
        try
        {
            await using RawListener listener = RawListener.Open(receiveBuffer: receiveBuffer);
            TcpSocketOptions options = sequence.ToOptions();
            Mail? mail = sequence.HasMail ? new Mail(backend) : null;
            if (mail is not null)
            {
                options = options with { Owner = mail.First, Active = options.Active ?? TcpActive.False };
            }

            ITcpSocket socket = Outcome.Ok(
                await backend.ConnectAsync(listener.LocalEndPoint, options, null, token), $"{subject} connects");
            mail?.Socket = socket;
            return new Side(subject, backend, socket, mail, await listener.AcceptAsync(token), token);
        }
        catch
        {
            await DisposeAsync(backend);
            throw;
        }
    }

    /// <summary>The peer reads so many bytes.</summary>
    /// <returns>How they relate to what was sent.</returns>
    public async Task<string> ReadAtPeerAsync(int count)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(Timing.Limit);
        byte[] bytes = new byte[count];
        int filled = 0;
        try
        {
            while (filled < count && await Peer.ReceiveAsync(bytes.AsMemory(filled), limit.Token) is > 0 and int read)
            {
                filled += read;
            }
        }
        catch (OperationCanceledException) when (!Token.IsCancellationRequested)
        {
            // The rest does not come.
        }
        catch (SocketException e)
        {
            return $"{Output.Read(bytes.AsSpan(..filled))}, then {e.SocketErrorCode}";
        }

        return Output.Read(bytes.AsSpan(..filled)) + (filled < count ? $", {count - filled} bytes short" : "");
    }

    /// <summary>On OTP: waits until no process in the node is on its way to answer a call.</summary>
    public void Settle() => (_backend as OtpBackend)?.Settle();

    public async ValueTask DisposeAsync()
    {
        await Peer.DisposeAsync();
        await Socket.DisposeAsync();
        if (_mail is not null)
        {
            await _mail.DisposeAsync();
        }

        await DisposeAsync(_backend);
    }

    private static ValueTask DisposeAsync(ITcpBackend backend) =>
        backend is IAsyncDisposable disposable ? disposable.DisposeAsync() : default;
}
