using TcpBackends.Framing;

namespace TcpBackends.Core.Receive;

/// <summary>The outcome of a receive: an error, or bytes, in an array of their own or in the caller's buffer.</summary>
internal readonly record struct Received(TcpError Error, byte[]? Data, int Count, HttpPacket? Http = null)
{
    public Received(TcpError error)
        : this(error, null, 0)
    {
    }

    public TcpResult<TcpPacket> ToPacket() => Error == TcpError.None
        ? new TcpResult<TcpPacket>(new TcpPacket(Data, Http))
        : new TcpResult<TcpPacket>(Error);

    public TcpResult<int> ToCount() => Error == TcpError.None ? new TcpResult<int>(Count) : new TcpResult<int>(Error);
}
