using System.Text;
using TcpBackends.Tests.Conformance.Otp.Node;
using TcpBackends.Tests.Conformance.Otp.Terms;

namespace TcpBackends.Tests.Conformance.Otp.Adapter;

/// <summary>Calls Erlang functions in a node.</summary>
internal sealed class OtpCalls
{
    private readonly ErlangNode _node;

    public OtpCalls(ErlangNode node, string backendName)
    {
        _node = node;
        Sockets = new OtpSockets(this, backendName);
    }

    /// <summary>The sockets that were opened.</summary>
    public OtpSockets Sockets { get; }

    /// <summary>Whether there is somebody to call.</summary>
    public bool IsAlive => _node.IsAlive;

    /// <summary>Calls <paramref name="function"/>, for instance <c>inet:getopts</c>, and returns what it returns.</summary>
    public Term Call(string function, params Term[] arguments)
    {
        NodeCall call = _node.Begin(Request(Term.Atom("call"), function, arguments));
        return ValueOf(_node.Complete(call), call, CancellationToken.None);
    }

    /// <summary>The same for a function that may wait. When this method returns, it waits or has returned.</summary>
    public Task<Term> CallAsync(string function, Term[] arguments, CancellationToken cancellationToken) =>
        CompleteAsync(Request(Term.Atom("call"), function, arguments), cancellationToken);

    /// <summary>The same, called by a process that is a mailbox.</summary>
    public Term CallIn(OtpMailbox mailbox, string function, params Term[] arguments)
    {
        NodeCall call = _node.Begin(Request(Term.Tuple(Term.Atom("call"), mailbox.Reference), function, arguments));
        return ValueOf(_node.Complete(call), call, CancellationToken.None);
    }

    /// <summary>The same for a function that returns a socket; its place in the result is taken by its number.</summary>
    /// <param name="function">The function.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="owner">The process that calls it, and so owns the socket; null: one of its own.</param>
    /// <param name="cancellationToken">Kills the process that makes the call, unless that is an owner.</param>
    public Task<Term> OpenAsync(string function, Term[] arguments, OtpMailbox? owner, CancellationToken cancellationToken)
    {
        Term kind = Term.Atom("open");
        return CompleteAsync(
            Request(owner is null ? kind : Term.Tuple(kind, owner.Reference), function, arguments), cancellationToken);
    }

    /// <summary>The same, at once, for a function that never waits.</summary>
    public Term Open(string function, params Term[] arguments)
    {
        NodeCall call = _node.Begin(Request(Term.Atom("open"), function, arguments));
        return ValueOf(_node.Complete(call), call, CancellationToken.None);
    }

    private static TupleTerm Request(Term kind, string function, Term[] arguments)
    {
        string[] names = function.Split(':');
        return Term.Tuple(kind, Term.Atom(names[0]), Term.Atom(names[1]), Term.List(arguments));
    }

    private Task<Term> CompleteAsync(Term request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        NodeCall call = _node.Begin(request);
        return AwaitAsync(call, cancellationToken);
    }

    private async Task<Term> AwaitAsync(NodeCall call, CancellationToken cancellationToken)
    {
        if (call.Answer.IsCompleted)
        {
            return ValueOf(await call.Answer, call, cancellationToken);
        }

        await using CancellationTokenRegistration registration = cancellationToken.Register(() => _node.Cancel(call));
        return ValueOf(await call.Answer, call, cancellationToken);
    }

    private static Term ValueOf(Term answer, NodeCall call, CancellationToken cancellationToken) => answer switch
    {
        TupleTerm { Items: [AtomTerm { Name: "value" }, var value] } => value,
        TupleTerm { Items: [AtomTerm { Name: "raised" }, var kind, var reason, BinaryTerm text] } =>
            throw Raised(call, kind, reason, text),
        AtomTerm { Name: "cancelled" } => throw new OperationCanceledException(cancellationToken),
        _ => throw new NodeFailedException($"The Erlang node answered {answer} to {call.Request}."),
    };

    private static Exception Raised(NodeCall call, Term kind, Term reason, BinaryTerm text)
    {
        string message = $"{kind} {Encoding.UTF8.GetString(text.Bytes.Span)} of {call.Request}";
        if (!reason.Is("badarg") && !reason.Is("function_clause"))
        {
            return new InvalidOperationException(message);
        }

        return HasNumberOutOfRange(call.Request)
            ? new ArgumentOutOfRangeException(null, message)
            : new ArgumentException(message);
    }

    /// <summary>Whether a port, a length or a timeout is none. Erlang has one word for all bad arguments.</summary>
    private static bool HasNumberOutOfRange(Term request) =>
        request is TupleTerm { Items: [_, _, _, ListTerm arguments] }
        && arguments.Items.OfType<IntegerTerm>().Any(number => number.Value < 0 || number.Value > ushort.MaxValue);
}
