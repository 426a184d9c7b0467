namespace TcpBackends.Framing;

/// <summary>
/// A target that begins with <c>http://</c> or <c>https://</c>. Erlang: <c>{absoluteURI, Scheme, Host, Port, Path}</c>.
/// </summary>
/// <remarks>
/// As in OTP neither user information nor IPv6 addresses are understood: the host ends at the first colon.
/// </remarks>
/// <param name="Scheme">The scheme.</param>
/// <param name="Host">What stands before the first colon or slash; may be empty.</param>
/// <param name="Port">
/// The number behind the colon; null if there is none, it is 0, or other characters are there. Not limited to 65535.
/// </param>
/// <param name="Path">From the first slash on; <c>/</c> if there is none.</param>
public sealed record HttpAbsoluteTarget(
    HttpUriScheme Scheme, HttpText Host, int? Port, HttpText Path) : HttpRequestTarget;
