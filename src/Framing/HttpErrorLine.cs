namespace TcpBackends.Framing;

/// <summary>
/// A line that is none of the others; what follows is decoded as if it had not been there. Erlang:
/// <c>{http_error, Line}</c>.
/// </summary>
/// <param name="Line">The whole line with its terminator.</param>
public sealed record HttpErrorLine(HttpText Line) : HttpPacket;
