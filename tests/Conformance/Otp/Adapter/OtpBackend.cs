using System.Net;
using System.Net.Sockets;
using TcpBackends.Tests.Conformance.Otp.Node;
using TcpBackends.Tests.Conformance.Otp.Terms;

namespace TcpBackends.Tests.Conformance.Otp.Adapter;

/// <summary>
/// The contract, carried out by gen_tcp of a real Erlang node. It checks nothing and corrects nothing: what it answers is
/// what OTP answers.
/// </summary>
/// <remarks>
/// Sockets are made with <c>binary</c>, and without an owner with <c>{active, false}</c>, since there is nobody to send messages to.
/// The clock is the real one. Cancelling, which gen_tcp does not have, kills the Erlang process that makes the call.
/// </remarks>
/// <param name="name">The backend of gen_tcp.</param>
/// <param name="settings">Of these, the defaults are OTP's own.</param>
internal sealed class OtpBackend(string name, TcpBackendSettings? settings) : ITcpBackend, IAsyncDisposable
{
    private readonly Lock _lock = new();
    private ErlangNode? _node;
    private OtpCalls? _calls;

    public string Name => name;

    public async ValueTask<TcpResult<ITcpSocket>> ConnectAsync(
        EndPoint remoteEndPoint,
        TcpSocketOptions? options = null,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default)
    {
        (Term address, Term port) = AddressTerms.Of(remoteEndPoint);
        OtpCalls calls = Calls();
        var owner = (OtpMailbox?)options?.Owner;
        Term connected = await calls.OpenAsync(
            "gen_tcp:connect", [address, port, OptionList(options), OptionTerms.OfTimeout(timeout)], owner, cancellationToken);
        return Answers.ToResult<ITcpSocket>(connected, socket => calls.Sockets.Opened(socket, owner));
    }

    public async ValueTask<TcpResult<ITcpListener>> ListenAsync(
        int port, TcpSocketOptions? options = null, CancellationToken cancellationToken = default)
    {
        OtpCalls calls = Calls();
        var owner = (OtpMailbox?)options?.Owner;
        Term listening = await calls.OpenAsync("gen_tcp:listen", [port, OptionList(options)], owner, cancellationToken);
        return Answers.ToResult<ITcpListener>(listening, socket => calls.Sockets.Listening(socket, owner));
    }

    /// <summary>An Erlang process. It has no bounds.</summary>
    public ITcpMailbox CreateMailbox(TcpMailboxOptions? options = null)
    {
        OtpCalls calls = Calls();
        TcpResult<Term> opened = Answers.ToResult<Term>(calls.Open("referee_mailbox:new"), number => new TcpResult<Term>(number));
        return new OtpMailbox(calls, opened.Value);
    }

    /// <summary>
    /// Blocks until every call that has not been answered waits for the network, another caller or a timeout, and everything
    /// that was answered is known here.
    /// </summary>
    public void Settle()
    {
        if (_node is { } node)
        {
            node.Complete(node.Begin(Term.Atom("settle")));
        }
    }

    /// <summary>A descriptor of the node that gen_tcp has not opened.</summary>
    public int OpenDescriptor(AddressFamily family, IPEndPoint? local, IPEndPoint? remote, DescriptorDoing doing)
    {
        Term NameOf(IPEndPoint? name) =>
            name is null ? Term.Atom("none") : Term.Tuple(AddressTerms.Of(name.Address), name.Port);

        OtpCalls calls = Calls();
        Term opened = calls.Open(
            "referee_descriptor:open",
            Term.Atom(family == AddressFamily.InterNetwork ? "inet" : "inet6"),
            NameOf(local),
            NameOf(remote),
            Term.Atom(doing.ToString().ToLowerInvariant()));
        Term socket = Answers.ToResult<Term>(opened, number => new TcpResult<Term>(number)).Value;
        Term number = calls.Call("referee_descriptor:number", Term.Tuple(Term.Atom("socket"), socket));
        return Answers.ToResult<int>(number, value => (int)((IntegerTerm)value).Value).Value;
    }

    /// <summary>Ends the node in the middle of a call.</summary>
    public void Crash() => Calls().Call("erlang:halt", 1);

    public ValueTask DisposeAsync()
    {
        if (_node is { } node)
        {
            NodePool.GiveBack(node);
        }

        return default;
    }

    private OtpCalls Calls()
    {
        lock (_lock)
        {
            return _calls ??= new OtpCalls(_node ??= TakeNode(), name);
        }
    }

    private ErlangNode TakeNode()
    {
        ErlangNode node = NodePool.Take();
        SetDefaults(node, "inet_default_connect_options", settings?.ConnectDefaults);
        SetDefaults(node, "inet_default_listen_options", settings?.ListenDefaults);
        return node;
    }

    private static void SetDefaults(ErlangNode node, string key, TcpSocketOptions? defaults)
    {
        if (defaults is not null && defaults != TcpSocketOptions.Default)
        {
            Term options = Term.List(OptionTerms.Of(defaults));
            node.Complete(node.Begin(Term.Tuple(Term.Atom("defaults"), Term.Atom(key), options)));
        }
    }

    private ListTerm OptionList(TcpSocketOptions? options)
    {
        options ??= TcpSocketOptions.Default;
        return Term.List(
        [
            Term.Tuple(Term.Atom("inet_backend"), Term.Atom(options.Backend ?? name)),
            Term.Atom("binary"),
            .. options.Owner is null ? [Term.Tuple(Term.Atom("active"), false)] : Array.Empty<Term>(),
            .. OptionTerms.Of(options),
        ]);
    }
}
