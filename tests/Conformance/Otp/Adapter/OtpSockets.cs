using System.Collections.Concurrent;
using TcpBackends.Tests.Conformance.Otp.Terms;

namespace TcpBackends.Tests.Conformance.Otp.Adapter;

/// <summary>The sockets of a node by their numbers. One may have sent a message before it is known that it was opened.</summary>
internal sealed class OtpSockets(OtpCalls calls, string backendName)
{
    private readonly ConcurrentDictionary<long, OtpEndpoint> _endpoints = [];

    public OtpEndpoint Endpoint(IntegerTerm number) => _endpoints.GetOrAdd(
        (long)number.Value, _ => new OtpSocket(calls, number, backendName));

    public OtpSocket Socket(IntegerTerm number) => (OtpSocket)Endpoint(number);

    /// <summary>A socket that was opened; without an owner its process has the same number.</summary>
    public OtpSocket Opened(Term number, OtpMailbox? owner)
    {
        OtpSocket socket = Socket((IntegerTerm)number);
        socket.Owner = owner ?? new OtpMailbox(calls, number);
        return socket;
    }

    public OtpListener Listening(Term number, OtpMailbox? owner) => (OtpListener)_endpoints.GetOrAdd(
        (long)((IntegerTerm)number).Value,
        _ => new OtpListener(calls, number, backendName) { Owner = owner ?? new OtpMailbox(calls, number) });
}
