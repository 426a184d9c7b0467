namespace TcpBackends.Framing;

/// <summary>
/// The target of a request: <see cref="HttpAsteriskTarget"/>, <see cref="HttpPathTarget"/>,
/// <see cref="HttpAbsoluteTarget"/>, <see cref="HttpSchemeTarget"/> or <see cref="HttpTextTarget"/>. Erlang:
/// <c>HttpUri</c>.
/// </summary>
public abstract record HttpRequestTarget
{
    private protected HttpRequestTarget()
    {
    }
}
