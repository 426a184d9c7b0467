namespace TcpBackends;

/// <summary>The address families of which sockets have an option.</summary>
[Flags]
public enum TcpOptionFamilies
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>IPv4.</summary>
    Inet = 1,

    /// <summary>IPv6.</summary>
    Inet6 = 2,

    /// <summary>Unix-domain sockets.</summary>
    Local = 4,

    /// <summary>IPv4 and IPv6.</summary>
    Internet = Inet | Inet6,

    /// <summary>All of them.</summary>
    All = Internet | Local,
}
