using System.Net;
using System.Net.Sockets;
using TcpBackends.Core.Delivery;
using TcpBackends.Core.Io;
using TcpBackends.Core.Listening;
using TcpBackends.Core.Logging;
using TcpBackends.Core.Options;
using TcpBackends.Internal;

namespace TcpBackends.Core.Connecting;

/// <summary>Opens connections and listeners for a backend.</summary>
internal sealed partial class Opener(
    IIoPlatform platform,
    IHostResolver resolver,
    TcpBackendSettings backend,
    OpenRules rules,
    BackendLog log,
    Func<IIoSocket, SocketSettings, IOpened> open)
{
    private const int DefaultBacklog = TcpOptions.DefaultBacklog;

    private readonly Addressing _addressing = new(resolver);
    private readonly SocketSource _sockets = new(platform, rules, log);

    public async ValueTask<TcpResult<ITcpSocket>> ConnectAsync(
        EndPoint remote, TcpSocketOptions? options, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(remote);
        Timeouts.Check(timeout);
        options = Prepare(options, backend.ConnectDefaults, TcpOptionUses.Connect);
        _ = OwnerOf(options);
        TcpError error = TryFindModule(remote, options, out ITcpAddressModule module);
        if (error != TcpError.None)
        {
            return error;
        }

        cancellationToken.ThrowIfCancellationRequested();
        bool once = timeout == TimeSpan.Zero;
        using var deadline = once || timeout is null || timeout == Timeout.InfiniteTimeSpan || timeout > Timeouts.Longest
            ? new CancellationTokenSource()
            : new CancellationTokenSource(timeout.Value, backend.TimeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            TcpResult<IReadOnlyList<EndPoint>> resolved =
                await module.ResolveAsync(remote, options, both.Token).ConfigureAwait(false);
            if (!resolved.TryGetValue(out IReadOnlyList<EndPoint>? destinations))
            {
                return resolved.Error;
            }

            return await TryEachAsync(destinations, module, options, once, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return TcpError.Timeout;
        }
        catch (OperationCanceledException)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    public TcpResult<ITcpListener> Listen(int port, TcpSocketOptions? options)
    {
        if (port is < 0 or > 65535)
        {
            throw new ArgumentOutOfRangeException(nameof(port), port, "A port is 0 to 65535.");
        }

        options = Prepare(options, backend.ListenDefaults, TcpOptionUses.Listen);
        Mailbox? owner = OwnerOf(options);
        ITcpAddressModule module = options.AddressModule ?? _addressing.ForListen(options);
        TcpError error = module.TryGetLocal(options, port, out EndPoint? local);
        if (error != TcpError.None)
        {
            return error == TcpError.EAfNoSupport && rules.BadAddressThrows
                ? throw new ArgumentException(
                    $"LocalAddress {options.LocalAddress} is not of the family {options.Family}.", nameof(options))
                : error == TcpError.EAfNoSupport ? TcpError.EInval
                : error;
        }

        bool isBound = SocketSource.IsBoundAlready(options, port);
        return isBound || local is not null
            ? Listen(module.Family, isBound ? null : local, owner, options)
            : throw new ArgumentException($"AddressModule {module} gives no address to listen at.", nameof(options));
    }

    /// <summary>A descriptor of somebody else is taken over at the very end: whatever stops it before, it is still theirs.</summary>
    private TcpResult<ITcpListener> Listen(AddressFamily family, EndPoint? local, Mailbox? owner, TcpSocketOptions options)
    {
        IIoSocket? io = null;
        bool isTaken = false;
        try
        {
            TcpError error = CheckOwner(owner);
            error = error == TcpError.None ? _sockets.TryOpen(family, options, TcpOptionUses.Listen, out io) : error;
            error = error == TcpError.None && local is not null ? io!.Bind(local) : error;

            // Before it listens, which is not taken back.
            error = error == TcpError.None ? CheckOwner(owner) : error;
            error = error == TcpError.None ? io!.Listen(options.Backlog ?? DefaultBacklog) : error;
            if (error != TcpError.None)
            {
                return error;
            }

            SocketSettings settings = OptionTable.Resolve(options, rules.Options);
            var listener = new Listener(io!, settings, rules.Options, rules.Listener, open, backend.TimeProvider, log);
            isTaken = true;
            listener.Begin(owner, options.Active);
            return listener;
        }
        finally
        {
            if (!isTaken)
            {
                SocketSource.GiveUp(io, options);
            }
        }
    }

    private async Task<TcpResult<ITcpSocket>> TryEachAsync(
        IReadOnlyList<EndPoint> destinations,
        ITcpAddressModule module,
        TcpSocketOptions options,
        bool once,
        CancellationToken cancellationToken)
    {
        TcpResult<ITcpSocket> result = TcpError.NxDomain;
        foreach (EndPoint destination in destinations)
        {
            result = await TryOneAsync(destination, module, options, once, cancellationToken).ConfigureAwait(false);
            if (result.Error is TcpError.None or TcpError.EInval or TcpError.Timeout)
            {
                break;
            }
        }

        return result;
    }

    private async Task<TcpResult<ITcpSocket>> TryOneAsync(
        EndPoint destination,
        ITcpAddressModule module,
        TcpSocketOptions options,
        bool once,
        CancellationToken cancellationToken)
    {
        Mailbox? owner = OwnerOf(options);
        EndPoint? local = null;
        IIoSocket? io = null;
        bool isTaken = false;
        try
        {
            TcpError error = CheckOwner(owner);
            error = error == TcpError.None ? module.TryGetLocal(options, port: null, out local) : error;
            error = error == TcpError.None ? _sockets.TryOpen(module.Family, options, TcpOptionUses.Connect, out io) : error;
            error = error == TcpError.None ? _sockets.Bind(io!, local, options) : error;
            if (error == TcpError.None && !SocketSource.IsConnected(io!, options))
            {
                error = await new ConnectAttempt(io!)
                    .RunAsync(destination, once, cancellationToken)
                    .ConfigureAwait(false);
            }

            error = error == TcpError.None ? CheckOwner(owner) : error;
            if (error != TcpError.None)
            {
                return error == TcpError.EInProgress ? TcpError.Timeout : error;
            }

            IOpened socket = open(io!, OptionTable.Resolve(options, rules.Options));
            isTaken = true;
            socket.Begin(owner, options.Active ?? (owner is null ? TcpActive.False : TcpActive.True));
            return new TcpResult<ITcpSocket>(socket);
        }
        finally
        {
            if (!isTaken)
            {
                SocketSource.GiveUp(io, options);
            }
        }
    }

    private TcpError TryFindModule(EndPoint remote, TcpSocketOptions options, out ITcpAddressModule module)
    {
        if (options.AddressModule is { } chosen)
        {
            module = chosen;
            return TcpError.None;
        }

        TcpError error = _addressing.ForConnect(remote, options, out module);
        return error == TcpError.None && remote is DnsEndPoint host && !Addressing.IsUsableName(host.Host)
            ? rules.BadAddressThrows
                ? throw new ArgumentException($"'{host.Host}' is not a host name.", nameof(remote))
                : TcpError.EInval
            : error;
    }
}
