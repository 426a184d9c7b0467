namespace TcpBackends;

/// <summary>What a backend does with an option that it is given.</summary>
public enum TcpOptionHandling
{
    /// <summary>The backend follows it.</summary>
    Kept,

    /// <summary>
    /// It is given to the operating system, and a refusal is an error: on <c>inet</c> <c>einval</c>, at connect
    /// <see cref="ArgumentException"/>; on <c>socket</c> what the system says.
    /// </summary>
    System,

    /// <summary>It is given to the operating system; a refusal is ignored, and logged once at Debug.</summary>
    SystemOrIgnored,

    /// <summary>It is taken, has no effect, and is logged once at Debug.</summary>
    NoEffect,
}
