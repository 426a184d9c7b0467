using TcpBackends.Tests.Conformance.Otp.Terms;

namespace TcpBackends.Tests.Conformance.Otp.Adapter;

/// <summary>What gen_tcp and inet return, as results.</summary>
internal static class Answers
{
    private static readonly Dictionary<string, TcpError> Errors =
        Enum.GetValues<TcpError>().Where(error => error != TcpError.None).ToDictionary(error => error.ToAtom());

    public static TcpResult ToResult(Term returned) => returned switch
    {
        AtomTerm { Name: "ok" } => TcpResult.Ok,
        TupleTerm { Items: [AtomTerm { Name: "error" }, var reason] } => ToError(reason),
        _ => throw Unexpected(returned),
    };

    public static TcpResult<T> ToResult<T>(Term returned, Func<Term, TcpResult<T>> toValue) => returned switch
    {
        TupleTerm { Items: [AtomTerm { Name: "ok" }, var value] } => toValue(value),
        TupleTerm { Items: [AtomTerm { Name: "error" }, var reason] } => ToError(reason),
        _ => throw Unexpected(returned),
    };

    public static TcpSendResult ToSendResult(Term returned) => returned switch
    {
        TupleTerm { Items: [AtomTerm { Name: "error" }, TupleTerm { Items: [AtomTerm { Name: "timeout" }, BinaryTerm rest] }] } =>
            TcpSendResult.TimedOut(rest.Bytes.ToArray()),
        _ => ToResult(returned).Error,
    };

    public static TcpError ToError(Term reason) => reason switch
    {
        AtomTerm atom when Errors.TryGetValue(atom.Name, out TcpError error) => error,
        // What becomes of an error inside the process that opens a socket of the socket backend.
        TupleTerm { Items: [AtomTerm { Name: "shutdown" }, var cause] } => ToError(cause),
        // The socket backend's own word for an address or a value that it cannot use.
        TupleTerm { Items: [AtomTerm { Name: "invalid" }, _] } => TcpError.EInval,
        _ => throw Unexpected(Term.Tuple(Term.Atom("error"), reason)),
    };

    private static InvalidOperationException Unexpected(Term returned) =>
        new($"gen_tcp returned {returned}, which the contract has no result for.");
}
