using TcpBackends.Tests.Conformance.Otp.Terms;

namespace TcpBackends.Tests.Conformance.Otp.Adapter;

/// <summary>Messages and data as gen_tcp delivers them.</summary>
internal static class MessageTerms
{
    /// <summary>A message, with the number of its socket in the socket's place; null: there is none.</summary>
    public static TcpMessage? ToMessage(Term message, OtpSockets sockets) => message switch
    {
        AtomTerm { Name: "nothing" } => null,
        TupleTerm { Items: [AtomTerm { Name: "tcp" }, IntegerTerm socket, var data] } =>
            new TcpDataMessage(sockets.Socket(socket), ToPacket(data)),
        TupleTerm { Items: [AtomTerm { Name: "http" }, IntegerTerm socket, var packet] } =>
            new TcpHttpMessage(sockets.Socket(socket), ToPacket(packet).Http!),
        TupleTerm { Items: [IntegerTerm socket, TupleTerm { Items: [AtomTerm { Name: "data" }, var data] }] } =>
            new TcpPortMessage(sockets.Socket(socket), ToPacket(data)),
        TupleTerm { Items: [AtomTerm { Name: "tcp_passive" }, IntegerTerm socket] } =>
            new TcpPassiveMessage(sockets.Endpoint(socket)),
        TupleTerm { Items: [AtomTerm { Name: "tcp_closed" }, IntegerTerm socket] } =>
            new TcpClosedMessage(sockets.Socket(socket)),
        TupleTerm { Items: [AtomTerm { Name: "tcp_error" }, IntegerTerm socket, AtomTerm reason] } =>
            new TcpErrorMessage(sockets.Socket(socket), Answers.ToError(reason)),
        _ => throw new InvalidOperationException($"The owner got {message}, which the contract has no message for."),
    };

    /// <summary>
    /// Bytes, or a list of them, perhaps with the rest as bytes behind a header, or an HTTP packet: gen_tcp does not tell the line
    /// that it was made of.
    /// </summary>
    public static TcpPacket ToPacket(Term data) => data switch
    {
        BinaryTerm binary => new TcpPacket(binary.Bytes),
        ListTerm { Tail: null } list => new TcpPacket(BytesOf(list)) { Mode = TcpMode.List },
        ListTerm { Tail: BinaryTerm rest } list =>
            new TcpPacket((byte[])[.. BytesOf(list), .. rest.Bytes.Span]) { HeaderLength = list.Items.Count },
        _ => new TcpPacket(default, HttpTerms.ToPacket(data) ?? throw new InvalidOperationException($"gen_tcp delivered {data}.")),
    };

    private static byte[] BytesOf(ListTerm list) => [.. list.Items.Select(item => (byte)((IntegerTerm)item).Value)];
}
