namespace TcpBackends.Framing;

/// <summary>A header field. Erlang: <c>{http_header, Number, Field, UnmodifiedField, Value}</c>.</summary>
/// <param name="KnownHeader">The name, if it is one that is an atom in Erlang.</param>
/// <param name="Name">
/// The name in canonical spelling: a capital at the front and behind hyphens. Names longer than 50 bytes are as
/// received.
/// </param>
/// <param name="UnmodifiedName">The name as received.</param>
/// <param name="Value">The value without blanks before it; line breaks that fold it are part of it.</param>
public sealed record HttpHeaderField(
    HttpKnownHeader KnownHeader, HttpText Name, HttpText UnmodifiedName, HttpText Value) : HttpPacket
{
    /// <summary>The number by which Erlang tells the known names, 1 to 52; 0 for others.</summary>
    public int Number => (int)KnownHeader;
}
