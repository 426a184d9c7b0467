using System.Buffers;
using System.Net;
using TcpBackends.Tests.Conformance.Otp.Terms;

namespace TcpBackends.Tests.Conformance.Otp.Adapter;

internal sealed class OtpSocket(OtpCalls calls, Term number, string backendName)
    : OtpEndpoint(calls, number, backendName), ITcpSocket
{
    public TcpResult<EndPoint> RemoteEndPoint => Name("inet:peername");

    public TcpCloseReason CloseReason => throw new NotSupportedException("gen_tcp does not tell why a connection ended.");

    public async ValueTask<TcpSendResult> SendAsync(ReadOnlySequence<byte> data, CancellationToken cancellationToken = default) =>
        Answers.ToSendResult(await Calls.CallAsync("gen_tcp:send", [Reference, data.ToArray()], cancellationToken));

    public async ValueTask<TcpResult<TcpPacket>> ReceiveAsync(
        int length = 0, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        Term received = await Calls.CallAsync(
            "gen_tcp:recv", [Reference, length, OptionTerms.OfTimeout(timeout)], cancellationToken);
        return Answers.ToResult<TcpPacket>(received, packet => MessageTerms.ToPacket(packet));
    }

    /// <summary>A receive and a copy, which is the same only if whatever is received fits.</summary>
    public async ValueTask<TcpResult<int>> ReceiveAsync(
        Memory<byte> destination, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        TcpResult<TcpPacket> received = await ReceiveAsync(0, timeout, cancellationToken);
        if (!received.TryGetValue(out TcpPacket packet))
        {
            return received.Error;
        }

        if (packet.Length > destination.Length)
        {
            throw new NotSupportedException("gen_tcp does not receive into the caller's buffer.");
        }

        packet.Memory.CopyTo(destination);
        return packet.Length;
    }

    public async ValueTask<TcpResult> ShutdownAsync(TcpShutdown how, CancellationToken cancellationToken = default) =>
        Answers.ToResult(await Calls.CallAsync("gen_tcp:shutdown", [Reference, Term.Atom(TermName(how))], cancellationToken));

    private static string TermName(TcpShutdown how) => how switch
    {
        TcpShutdown.Read => "read",
        TcpShutdown.Write => "write",
        TcpShutdown.ReadWrite => "read_write",
        _ => throw new ArgumentOutOfRangeException(nameof(how), how, "Not a defined direction."),
    };
}
