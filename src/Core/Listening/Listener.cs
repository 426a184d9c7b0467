using System.Net;
using TcpBackends.Core.Io;
using TcpBackends.Core.Options;

namespace TcpBackends.Core.Listening;

/// <summary>A listening socket, the same for both backends but for <see cref="ListenerRules"/>.</summary>
internal sealed class Listener : ITcpListener, IIoEvents, IOptionGate
{
    private readonly IIoSocket _io;
    private readonly ListenerRules _rules;
    private readonly OptionStore _options;
    private readonly AcceptQueue _accepts;
    private int _closed;

    public Listener(
        IIoSocket io,
        SocketSettings settings,
        OptionRules optionRules,
        ListenerRules rules,
        Func<IIoSocket, SocketSettings, ITcpSocket> open,
        TimeProvider clock)
    {
        _io = io;
        _rules = rules;
        _options = new OptionStore(io, settings, optionRules, this);
        _accepts = new AcceptQueue(io, io, accepted => open(accepted, Inherited(optionRules)), clock);
        io.Start(this);
    }

    public string BackendName => _rules.BackendName;

    public TcpResult<EndPoint> LocalEndPoint
    {
        get
        {
            TcpError error = _io.TryGetName(remote: false, out EndPoint? name);
            return error == TcpError.None ? name! : error == TcpError.EBadF ? _rules.AfterClose : error;
        }
    }

    public ITcpOptionAccess Options => _options;

    public TcpResult<TcpStatistics> Statistics => IsClosed ? _rules.AfterClose : default(TcpStatistics);

    private bool IsClosed => Volatile.Read(ref _closed) != 0;

    public ValueTask<TcpResult<ITcpSocket>> AcceptAsync(
        TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        Timeouts.Check(timeout);
        return _accepts.AcceptAsync(timeout, cancellationToken);
    }

    public ValueTask<TcpResult> CloseAsync(CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
        {
            return new ValueTask<TcpResult>(_rules.CloseAgain);
        }

        // The acceptors first: none must see the descriptor go.
        _accepts.Close();
        _io.Dispose();
        return new ValueTask<TcpResult>(TcpResult.Ok);
    }

    public async ValueTask DisposeAsync() => await CloseAsync().ConfigureAwait(false);

    void IIoEvents.OnReadable() => _accepts.OnReadable();

    void IIoEvents.OnWritable()
    {
        // A listener is never writable; an error on it wakes both directions.
    }

    private SocketSettings Inherited(OptionRules optionRules) => optionRules.ShowsLineDelimiter
        ? _options.Settings
        : _options.Settings with { LineDelimiter = optionRules.Defaults.LineDelimiter };

    TcpError IOptionGate.CheckOption(TcpOption? option, bool isSystem, bool isSet) =>
        IsClosed ? _rules.AfterClose : TcpError.None;
}
