namespace TcpBackends.Framing;

/// <summary>A target that begins with a slash, or a single character. Erlang: <c>{abs_path, Path}</c>.</summary>
/// <param name="Path">The target.</param>
public sealed record HttpPathTarget(HttpText Path) : HttpRequestTarget;
