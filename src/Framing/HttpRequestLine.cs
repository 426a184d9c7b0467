namespace TcpBackends.Framing;

/// <summary>The first line of a request. Erlang: <c>{http_request, Method, Uri, Version}</c>.</summary>
/// <param name="KnownMethod">The method, if it is one that is an atom in Erlang.</param>
/// <param name="Method">The method as received.</param>
/// <param name="Target">The request target.</param>
/// <param name="Version">The version; 0.9 if there is none.</param>
public sealed record HttpRequestLine(
    HttpKnownMethod KnownMethod, HttpText Method, HttpRequestTarget Target, HttpPacketVersion Version) : HttpPacket;
