namespace TcpBackends.Framing;

/// <summary>How the byte stream is cut into packets. Erlang: <c>packet</c> (inet(3), <c>setopts/2</c>).</summary>
public enum PacketType
{
    /// <summary>No framing: the stream as it comes. Erlang: <c>raw</c> or <c>0</c>. The default.</summary>
    Raw = 0,

    /// <summary>A one byte length before each packet. Erlang: <c>1</c>.</summary>
    Length1 = 1,

    /// <summary>A two byte big-endian length before each packet. Erlang: <c>2</c>.</summary>
    Length2 = 2,

    /// <summary>A four byte big-endian length before each packet. Erlang: <c>4</c>.</summary>
    Length4 = 4,
}
