using System.Net;
using System.Numerics;
using TcpBackends.Tests.Conformance.Otp.Terms;

namespace TcpBackends.Tests.Conformance.Otp.Adapter;

/// <summary>What sockets and listeners have in common, carried out by OTP.</summary>
internal abstract class OtpEndpoint(OtpCalls calls, Term number, string backendName) : ITcpEndpoint
{
    private readonly Lazy<Task<TcpCloseReason>> _ended = new(() => EndAsync(calls, ReferenceOf(number)));

    public string BackendName => backendName;

    public TcpResult<EndPoint> LocalEndPoint => Name("inet:sockname");

    public ITcpOptionAccess Options { get; } = new OtpOptionAccess(calls, ReferenceOf(number));

    public ITcpMailbox Owner { get; set; } = null!;

    /// <summary>That it has ended. Why is not told.</summary>
    public Task<TcpCloseReason> Ended => _ended.Value;

    public TcpResult<TcpStatistics> Statistics => Answers.ToResult(
        Calls.Call("inet:getstat", Reference),
        counters => (TcpResult<TcpStatistics>)new TcpStatistics(
            Counter(counters, "recv_oct"),
            Counter(counters, "recv_cnt"),
            Counter(counters, "send_oct"),
            Counter(counters, "send_cnt"),
            Counter(counters, "send_pend")));

    /// <summary>Stands for the socket in calls.</summary>
    public Term Reference { get; } = ReferenceOf(number);

    protected OtpCalls Calls => calls;

    public async ValueTask<TcpResult> CloseAsync(CancellationToken cancellationToken = default) =>
        Answers.ToResult(await Calls.CallAsync("gen_tcp:close", [Reference], cancellationToken));

    public async ValueTask DisposeAsync()
    {
        // What was open in a node that failed is gone with it.
        if (Calls.IsAlive)
        {
            await Calls.CallAsync("referee_session:dispose", [Reference], CancellationToken.None);
        }
    }

    protected TcpResult<EndPoint> Name(string function) =>
        Answers.ToResult<EndPoint>(Calls.Call(function, Reference), name => AddressTerms.ToEndPoint(name));

    private static TupleTerm ReferenceOf(Term number) => Term.Tuple(Term.Atom("socket"), number);

    private static async Task<TcpCloseReason> EndAsync(OtpCalls calls, Term socket)
    {
        await calls.CallAsync("referee_mailbox:ended", [socket], CancellationToken.None);
        return TcpCloseReason.None;
    }

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
