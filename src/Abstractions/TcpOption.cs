using System.Diagnostics.CodeAnalysis;

namespace TcpBackends;

/// <summary>
/// An option of a socket: its names, its range, and where it may be used. See <see cref="TcpOptions"/>.
/// </summary>
public abstract class TcpOption
{
    private protected TcpOption(string name, string propertyName, string allowed, TcpOptionTraits traits)
    {
        Name = name;
        PropertyName = propertyName;
        Allowed = allowed;
        Traits = traits;
    }

    /// <summary>
    /// The Erlang name, which is also the configuration key. Manual: gen_tcp and inet, <c>setopts/2</c>.
    /// </summary>
    public string Name { get; }

    /// <summary>
    /// The property of <see cref="TcpSocketOptions"/>; where there is none, that of <see cref="TcpOptions"/>.
    /// </summary>
    public string PropertyName { get; }

    /// <summary>The values allowed, in words, for messages.</summary>
    public string Allowed { get; }

    /// <summary>Where it may be given, its defaults, and what each backend does with it.</summary>
    public TcpOptionTraits Traits { get; }

    /// <summary>A small number, unique and dense, for tables indexed by option.</summary>
    internal int Id { get; set; }

    /// <summary>Whether connect or listen takes it, so that it is a property of <see cref="TcpSocketOptions"/>.</summary>
    internal bool IsForCreation => IsTakenAt(TcpOptionUses.Connect) || IsTakenAt(TcpOptionUses.Listen);

    /// <summary>The Erlang name.</summary>
    public override string ToString() => Name;

    /// <summary>Whether either backend takes it there.</summary>
    internal bool IsTakenAt(TcpOptionUses use) => ((Traits.Inet.Uses | Traits.Socket.Uses) & use) != 0;

    /// <summary>Whether it may have a default for all calls. A descriptor is for one socket.</summary>
    internal bool MayHaveDefault(TcpOptionUses use) => IsTakenAt(use) && this != TcpOptions.Descriptor;

    /// <summary>Sets the property from a configuration value.</summary>
    /// <returns>Whether the text is a value of the option, and within its range.</returns>
    internal abstract bool TryParse(
        string text, TcpSocketOptions options, [NotNullWhen(true)] out TcpSocketOptions? result);

    /// <summary>Takes the value from <paramref name="defaults"/> unless <paramref name="options"/> have one.</summary>
    internal abstract TcpSocketOptions FillFrom(TcpSocketOptions options, TcpSocketOptions defaults);

    /// <summary>The value that the options have for this option, for messages.</summary>
    internal abstract string? Show(TcpSocketOptions options);

    /// <summary>Whether the options have a value for this option.</summary>
    internal abstract bool IsIn(TcpSocketOptions options);

    /// <summary>
    /// What is wrong with the value that the options have for this option; null: nothing, or there is none.
    /// </summary>
    internal abstract string? FindError(TcpSocketOptions options);
}
