namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>What becomes of a call with an argument that makes no sense.</summary>
public enum BadArgument
{
    /// <summary>It is refused.</summary>
    Throws,

    /// <summary>The call does something else instead, and waits.</summary>
    Waits,

    /// <summary>The socket crashes.</summary>
    Crashes,
}
