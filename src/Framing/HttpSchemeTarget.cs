namespace TcpBackends.Framing;

/// <summary>Another target with a colon, such as that of CONNECT. Erlang: <c>{scheme, Scheme, Rest}</c>.</summary>
/// <param name="Scheme">What stands before the first colon; the host of CONNECT.</param>
/// <param name="Rest">What stands behind it.</param>
public sealed record HttpSchemeTarget(HttpText Scheme, HttpText Rest) : HttpRequestTarget;
