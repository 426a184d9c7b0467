namespace TcpBackends;

/// <summary>What one backend does with one option.</summary>
public sealed record TcpOptionConduct
{
    /// <summary>What it does with it.</summary>
    public required TcpOptionHandling Handling { get; init; }

    /// <summary>Which sockets have it; of others it is <see cref="TcpError.NotAvailable"/>.</summary>
    public TcpOptionFamilies Families { get; init; } = TcpOptionFamilies.All;

    /// <summary>Where it takes it.</summary>
    public TcpOptionUses Uses { get; init; } = TcpOptionUses.Anywhere;

    /// <summary>
    /// The value that nobody gave, as it is written in a configuration; null: none, or the operating system chooses it.
    /// </summary>
    public string? Default { get; init; }

    /// <summary>What reading it says; <see cref="TcpError.None"/>: it can be read.</summary>
    public TcpError Read { get; init; }

    /// <summary>Which accepted sockets have the value of their listener, of those that have the option.</summary>
    public TcpOptionFamilies InheritedBy { get; init; } = TcpOptionFamilies.All;
}
