namespace TcpBackends.Framing;

/// <summary>The scheme of an absolute URI.</summary>
public enum HttpUriScheme
{
    /// <summary>http.</summary>
    Http,

    /// <summary>https.</summary>
    Https,
}
