using System.Net;
using System.Numerics;
using TcpBackends.Tests.Conformance.Otp.Terms;

namespace TcpBackends.Tests.Conformance.Otp.Adapter;

/// <summary>What sockets and listeners have in common, carried out by OTP.</summary>
internal abstract class OtpEndpoint(OtpCalls calls, Term number, string backendName) : ITcpEndpoint
{
    public string BackendName => backendName;

    public TcpResult<EndPoint> LocalEndPoint => Name("inet:sockname");

    public ITcpOptionAccess Options { get; } = new OtpOptionAccess(calls, Reference(number));

    public ITcpMailbox Owner => throw new NotSupportedException();

    public Task<TcpCloseReason> Ended => throw new NotSupportedException();

    public TcpResult<TcpStatistics> Statistics => Answers.ToResult(
        Calls.Call("inet:getstat", Socket),
        counters => (TcpResult<TcpStatistics>)new TcpStatistics(
            Counter(counters, "recv_oct"),
            Counter(counters, "recv_cnt"),
            Counter(counters, "send_oct"),
            Counter(counters, "send_cnt"),
            Counter(counters, "send_pend")));

    protected OtpCalls Calls => calls;

    /// <summary>Stands for the socket in calls.</summary>
    protected Term Socket { get; } = Reference(number);

    public async ValueTask<TcpResult> CloseAsync(CancellationToken cancellationToken = default) =>
        Answers.ToResult(await Calls.CallAsync("gen_tcp:close", [Socket], cancellationToken));

    public async ValueTask DisposeAsync()
    {
        // What was open in a node that failed is gone with it.
        if (Calls.IsAlive)
        {
            await Calls.CallAsync("referee_session:dispose", [Socket], CancellationToken.None);
        }
    }

    protected TcpResult<EndPoint> Name(string function) =>
        Answers.ToResult<EndPoint>(Calls.Call(function, Socket), name => AddressTerms.ToEndPoint(name));

    private static TupleTerm Reference(Term number) => Term.Tuple(Term.Atom("socket"), number);

    private static long Counter(Term counters, string name)
    {
        foreach (Term counter in ((ListTerm)counters).Items)
        {
            if (counter is TupleTerm { Items: [var key, IntegerTerm { Value: BigInteger value }] } && key.Is(name))
            {
                return (long)value;
            }
        }

        throw new ArgumentException($"{counters} has no {name}.", nameof(counters));
    }
}
