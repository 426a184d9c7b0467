namespace TcpBackends.Benchmarks.Subject;

/// <summary>How a connection may end.</summary>
internal static class Ending
{
    /// <exception cref="TcpException">It ended in another way.</exception>
    public static bool IsReached(TcpError error) => error switch
    {
        TcpError.None => false,
        TcpError.Closed or TcpError.EConnReset or TcpError.ENotConn => true,
        _ => throw new TcpException(error),
    };
}
