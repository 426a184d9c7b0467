namespace TcpBackends.Framing;

/// <summary>The methods that Erlang has atoms for.</summary>
public enum HttpKnownMethod
{
    /// <summary>Another method, which Erlang delivers as a string; also the known ones in lower case.</summary>
    None,

    /// <summary>OPTIONS.</summary>
    Options,

    /// <summary>GET.</summary>
    Get,

    /// <summary>HEAD.</summary>
    Head,

    /// <summary>POST.</summary>
    Post,

    /// <summary>PUT.</summary>
    Put,

    /// <summary>DELETE.</summary>
    Delete,

    /// <summary>TRACE.</summary>
    Trace,
}
