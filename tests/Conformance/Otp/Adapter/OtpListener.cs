using TcpBackends.Tests.Conformance.Otp.Terms;

namespace TcpBackends.Tests.Conformance.Otp.Adapter;

internal sealed class OtpListener(OtpCalls calls, Term number, string backendName)
    : OtpEndpoint(calls, number, backendName), ITcpListener
{
    public ValueTask<TcpResult<ITcpSocket>> AcceptAsync(
        ITcpMailbox owner, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public async ValueTask<TcpResult<ITcpSocket>> AcceptAsync(
        TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        Term accepted = await Calls.OpenAsync("gen_tcp:accept", [Socket, OptionTerms.OfTimeout(timeout)], cancellationToken);
        return Answers.ToResult<ITcpSocket>(accepted, socket => new OtpSocket(Calls, socket, BackendName));
    }
}
