namespace TcpBackends.Framing;

/// <summary>The target <c>*</c>. Erlang: <c>'*'</c>.</summary>
public sealed record HttpAsteriskTarget : HttpRequestTarget
{
    private HttpAsteriskTarget()
    {
    }

    /// <summary>The only one.</summary>
    public static HttpAsteriskTarget Instance { get; } = new();
}
