namespace TcpBackends;

/// <summary>An option with a value. Made by <see cref="TcpOption{T}.With"/>.</summary>
public abstract class TcpOptionSetting
{
    private protected TcpOptionSetting()
    {
    }

    /// <summary>The option.</summary>
    public abstract TcpOption Option { get; }

    /// <summary>Whether the value is within the option's range.</summary>
    internal abstract bool IsAllowed { get; }

    /// <summary>Changes the option on a socket.</summary>
    internal abstract TcpResult ApplyTo(ITcpOptionAccess options);
}

internal sealed class TcpOptionSetting<T>(TcpOption<T> option, T value) : TcpOptionSetting
{
    public override TcpOption Option => option;

    internal override bool IsAllowed => option.IsAllowed(value);

    internal override TcpResult ApplyTo(ITcpOptionAccess options) => options.Set(option, value);
}
