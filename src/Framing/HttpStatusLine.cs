namespace TcpBackends.Framing;

/// <summary>The first line of a response. Erlang: <c>{http_response, Version, Status, Reason}</c>.</summary>
/// <param name="Version">The version.</param>
/// <param name="Status">The status; as in OTP a number that does not fit 32 bits wraps around.</param>
/// <param name="Reason">The reason phrase; may be empty.</param>
public sealed record HttpStatusLine(HttpPacketVersion Version, int Status, HttpText Reason) : HttpPacket;
