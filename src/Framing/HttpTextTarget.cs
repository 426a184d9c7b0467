namespace TcpBackends.Framing;

/// <summary>Any other target. Erlang: a string.</summary>
/// <param name="Text">The target.</param>
public sealed record HttpTextTarget(HttpText Text) : HttpRequestTarget;
