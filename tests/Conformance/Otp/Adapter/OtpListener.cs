using TcpBackends.Tests.Conformance.Otp.Terms;

namespace TcpBackends.Tests.Conformance.Otp.Adapter;

internal sealed class OtpListener(OtpCalls calls, Term number, string backendName)
    : OtpEndpoint(calls, number, backendName), ITcpListener
{
    public ValueTask<TcpResult<ITcpSocket>> AcceptAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        AcceptAsync((OtpMailbox?)null, timeout, cancellationToken);

    public ValueTask<TcpResult<ITcpSocket>> AcceptAsync(
        ITcpMailbox owner, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        AcceptAsync((OtpMailbox)owner, timeout, cancellationToken);

    private async ValueTask<TcpResult<ITcpSocket>> AcceptAsync(
        OtpMailbox? owner, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        Term accepted = await Calls.OpenAsync(
            "gen_tcp:accept", [Reference, OptionTerms.OfTimeout(timeout)], owner, cancellationToken);
        return Answers.ToResult<ITcpSocket>(accepted, socket => Calls.Sockets.Opened(socket, owner));
    }
}
