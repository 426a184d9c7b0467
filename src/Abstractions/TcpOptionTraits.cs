namespace TcpBackends;

/// <summary>What is to be known of an option besides its values. The table in docs/options.md is made of it.</summary>
public sealed record TcpOptionTraits
{
    /// <summary>Whether gen_tcp does not have it: it is an addition of this library.</summary>
    public bool IsBeyondOtp { get; init; }

    /// <summary>What the backend <c>inet</c> does with it.</summary>
    public required TcpOptionConduct Inet { get; init; }

    /// <summary>What the backend <c>socket</c> does with it.</summary>
    public required TcpOptionConduct Socket { get; init; }
}
