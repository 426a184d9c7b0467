namespace TcpBackends.Framing;

/// <summary>
/// How the byte stream is cut into packets. Erlang: <c>packet</c> (inet(3), <c>setopts/2</c>;
/// <c>erlang:decode_packet/3</c>).
/// </summary>
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

    /// <summary>
    /// Sun RPC record marking (RFC 5531): a four byte length whose top bit marks the last fragment. Delivered with its
    /// header. Erlang: <c>sunrm</c>.
    /// </summary>
    SunRm = 5,

    /// <summary>ASN.1 BER: tag, length, contents. Delivered whole. Erlang: <c>asn1</c>.</summary>
    Asn1 = 6,

    /// <summary>CORBA GIOP: a header of twelve bytes. Delivered with it. Erlang: <c>cdr</c>.</summary>
    Cdr = 7,

    /// <summary>
    /// FastCGI records: a header of eight bytes. Delivered with it, without the padding. Erlang: <c>fcgi</c>.
    /// </summary>
    Fcgi = 8,

    /// <summary>TPKT (RFC 1006): a header of four bytes. Delivered with it. Erlang: <c>tpkt</c>.</summary>
    Tpkt = 9,

    /// <summary>Lines up to a delimiter, newline by default. Delivered with it. Erlang: <c>line</c>.</summary>
    Line = 10,

    /// <summary>
    /// HTTP/1 request and status lines, then header fields, as typed packets of text. Erlang: <c>http</c>.
    /// </summary>
    Http = 11,

    /// <summary>The same as typed packets of bytes. Erlang: <c>http_bin</c>.</summary>
    HttpBin = 12,

    /// <summary>HTTP/1 header fields alone, as in trailers, as typed packets of text. Erlang: <c>httph</c>.</summary>
    HttpH = 13,

    /// <summary>The same as typed packets of bytes. Erlang: <c>httph_bin</c>.</summary>
    HttpHBin = 14,
}
