using System.Net;
using TcpBackends.Core.Delivery;
using TcpBackends.Core.Io;
using TcpBackends.Core.Listening;
using TcpBackends.Core.Logging;
using TcpBackends.Core.Options;
using TcpBackends.Internal;

namespace TcpBackends.Core.Connecting;

/// <summary>Opens connections and listeners for a backend.</summary>
internal sealed class Opener(
    IIoPlatform platform,
    IHostResolver resolver,
    TcpBackendSettings backend,
    OpenRules rules,
    BackendLog log,
    Func<IIoSocket, SocketSettings, IOpened> open)
{
    private const int DefaultBacklog = 5;

    private readonly Addressing _addressing = new(resolver);
    private readonly SocketSource _sockets = new(platform, rules, log);

    public async ValueTask<TcpResult<ITcpSocket>> ConnectAsync(
        EndPoint remote, TcpSocketOptions? options, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(remote);
        Timeouts.Check(timeout);
        options = Prepare(options, backend.ConnectDefaults, TcpOptionUses.Connect);
        Mailbox? owner = OwnerOf(options);
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

            TcpResult<ITcpSocket> opened =
                await TryEachAsync(destinations, module, options, once, both.Token).ConfigureAwait(false);
            return opened.IsOk && owner is { HasEnded: true } ? TcpError.Closed : opened;
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

        error = _sockets.TryOpen(module.Family, options, TcpOptionUses.Listen, out IIoSocket? io);
        if (error == TcpError.None)
        {
            error = IsBoundAlready(options, port) ? TcpError.None : io!.Bind(local!);
            error = error == TcpError.None ? io!.Listen(options.Backlog ?? DefaultBacklog) : error;
        }

        if (error != TcpError.None)
        {
            SocketSource.GiveUp(io, options);
            return error;
        }

        SocketSettings settings = OptionTable.Resolve(options, rules.Options);
        var listener = new Listener(io!, settings, rules.Options, rules.Listener, open, backend.TimeProvider, log);
        listener.Begin(owner, options.Active);
        return owner is { HasEnded: true } ? TcpError.Closed : listener;
    }

    private static Mailbox? OwnerOf(TcpSocketOptions options) =>
        options.Owner is { } owner ? Mailbox.Of(owner, nameof(options)) : null;

    private TcpSocketOptions Prepare(TcpSocketOptions? options, TcpSocketOptions defaults, TcpOptionUses use)
    {
        options ??= TcpSocketOptions.Default;
        if (options.Backend is { } name && name != rules.BackendName)
        {
            throw new ArgumentException(
                $"Backend is '{name}', but this is the backend '{rules.BackendName}'.", nameof(options));
        }

        options = options.WithDefaults(defaults);
        options.Validate();
        if (options.Backlog is not null && use == TcpOptionUses.Connect)
        {
            log.OptionIgnored(TcpOptions.Backlog, TcpError.None);
            options = options with { Backlog = null };
        }

        OptionTable.CheckUses(options, use);
        TellIgnored(options);
        return options;
    }

    private void TellIgnored(TcpSocketOptions options)
    {
        if (!log.TellsIgnoredOptions)
        {
            return;
        }

        foreach (TcpOption option in rules.Options.WithoutEffect)
        {
            if (option.IsIn(options))
            {
                log.OptionIgnored(option, TcpError.None);
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
        TcpError error = module.TryGetLocal(options, port: null, out EndPoint? local);
        if (error != TcpError.None)
        {
            return error;
        }

        error = _sockets.TryOpen(module.Family, options, TcpOptionUses.Connect, out IIoSocket? io);
        bool connected = false;
        try
        {
            error = error == TcpError.None ? _sockets.Bind(io!, local, options) : error;
            if (error == TcpError.None && !SocketSource.IsConnected(io!, options))
            {
                error = await new ConnectAttempt(io!)
                    .RunAsync(destination, once, cancellationToken)
                    .ConfigureAwait(false);
            }

            connected = error == TcpError.None;
            return connected ? Open(io!, options)
                : error == TcpError.EInProgress ? TcpError.Timeout
                : error;
        }
        finally
        {
            if (!connected)
            {
                SocketSource.GiveUp(io, options);
            }
        }
    }

    private TcpResult<ITcpSocket> Open(IIoSocket io, TcpSocketOptions options)
    {
        IOpened socket = open(io, OptionTable.Resolve(options, rules.Options));
        Mailbox? owner = OwnerOf(options);
        socket.Begin(owner, options.Active ?? (owner is null ? TcpActive.False : TcpActive.True));
        return new TcpResult<ITcpSocket>(socket);
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

    /// <summary>Whether it is somebody's descriptor, and nothing says where it is to be bound.</summary>
    private static bool IsBoundAlready(TcpSocketOptions options, int port) =>
        options is { Descriptor: not null, LocalAddress: null, LocalPath: null, LocalPort: null or 0 } && (options.LocalPort ?? port) == 0;
}
