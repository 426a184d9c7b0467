using TcpBackends.Framing;

namespace TcpBackends.Core.Receive;

/// <summary>The outcome of a receive: an error, or bytes, in an array of their own or in the caller's buffer.</summary>
internal readonly record struct Received(TcpError Error, byte[]? Data, int Count)
{
    public Received(TcpError error)
        : this(error, null, 0)
    {
    }

    public HttpPacket? Http { get; init; }

    /// <summary>Whether the data is delivered as a list.</summary>
    public bool IsList { get; init; }

    public int HeaderLength { get; init; }

    public TcpPacket Packet => new(Data, Http) { Mode = IsList ? TcpMode.List : TcpMode.Binary, HeaderLength = HeaderLength };

    public TcpResult<TcpPacket> ToPacket() =>
        Error == TcpError.None ? new TcpResult<TcpPacket>(Packet) : new TcpResult<TcpPacket>(Error);

    public TcpResult<int> ToCount() => Error == TcpError.None ? new TcpResult<int>(Count) : new TcpResult<int>(Error);
}
