namespace TcpBackends;

/// <summary>Where an option may be given.</summary>
[Flags]
public enum TcpOptionUses
{
    /// <summary>Nowhere: it can only be read.</summary>
    None = 0,

    /// <summary>In the options of connect.</summary>
    Connect = 1,

    /// <summary>In the options of listen.</summary>
    Listen = 2,

    /// <summary>At run time: <see cref="ITcpOptionAccess.Set{T}(TcpOption{T}, T)"/>.</summary>
    RunTime = 4,

    /// <summary>Everywhere.</summary>
    Anywhere = Connect | Listen | RunTime,
}
