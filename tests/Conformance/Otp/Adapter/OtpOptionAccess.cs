using TcpBackends.Tests.Conformance.Otp.Terms;

namespace TcpBackends.Tests.Conformance.Otp.Adapter;

internal sealed class OtpOptionAccess(OtpCalls calls, Term socket) : ITcpOptionAccess
{
    public TcpResult<T> Get<T>(TcpOption<T> option) => Answers.ToResult(
        calls.Call("inet:getopts", socket, Term.List([OptionTerms.NameOf(option)])),
        found => found is ListTerm { Items: [TupleTerm { Items: [_, .., var value] }] }
            ? OptionTerms.ToValue<T>(value)
            : (TcpResult<T>)TcpError.NotAvailable);

    public TcpResult Set<T>(TcpOption<T> option, T value) => Set([OptionTerms.Of(option, value)]);

    public TcpResult Set(IReadOnlyList<TcpOptionSetting> settings)
    {
        var collector = new Collector();
        foreach (TcpOptionSetting setting in settings)
        {
            setting.ApplyTo(collector);
        }

        return Set(collector.Terms);
    }

    private TcpResult Set(IEnumerable<Term> options) =>
        Answers.ToResult(calls.Call("inet:setopts", socket, Term.List(options)));

    private sealed class Collector : ITcpOptionAccess
    {
        public List<Term> Terms { get; } = [];

        public TcpResult<T> Get<T>(TcpOption<T> option) => throw new NotSupportedException();

        public TcpResult Set<T>(TcpOption<T> option, T value)
        {
            Terms.Add(OptionTerms.Of(option, value));
            return TcpResult.Ok;
        }

        public TcpResult Set(IReadOnlyList<TcpOptionSetting> settings) => throw new NotSupportedException();
    }
}
