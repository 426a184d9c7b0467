using System.Text;
using TcpBackends.Tests.Conformance.Otp.Node;
using TcpBackends.Tests.Conformance.Otp.Terms;

namespace TcpBackends.Tests.Conformance.Otp.Adapter;

/// <summary>Calls Erlang functions in a node.</summary>
internal sealed class OtpCalls(ErlangNode node)
{
    /// <summary>Whether there is somebody to call.</summary>
    public bool IsAlive => node.IsAlive;

    /// <summary>Calls <paramref name="function"/>, for instance <c>inet:getopts</c>, and returns what it returns.</summary>
    public Term Call(string function, params Term[] arguments)
    {
        NodeCall call = node.Begin(Request("call", function, arguments));
        return ValueOf(node.Complete(call), call, CancellationToken.None);
    }

    /// <summary>The same for a function that may wait. When this method returns, it waits or has returned.</summary>
    public Task<Term> CallAsync(string function, Term[] arguments, CancellationToken cancellationToken) =>
        CompleteAsync(Request("call", function, arguments), cancellationToken);

    /// <summary>The same for a function that returns a socket; its place in the result is taken by its number.</summary>
    public Task<Term> OpenAsync(string function, Term[] arguments, CancellationToken cancellationToken) =>
        CompleteAsync(Request("open", function, arguments), cancellationToken);

    private static TupleTerm Request(string kind, string function, Term[] arguments)
    {
        string[] names = function.Split(':');
        return Term.Tuple(Term.Atom(kind), Term.Atom(names[0]), Term.Atom(names[1]), Term.List(arguments));
    }

    private Task<Term> CompleteAsync(Term request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        NodeCall call = node.Begin(request);
        return AwaitAsync(call, cancellationToken);
    }

    private async Task<Term> AwaitAsync(NodeCall call, CancellationToken cancellationToken)
    {
        if (call.Answer.IsCompleted)
        {
            return ValueOf(await call.Answer, call, cancellationToken);
        }

        await using CancellationTokenRegistration registration = cancellationToken.Register(() => node.Cancel(call));
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
