using System.Diagnostics.CodeAnalysis;

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
    public abstract bool IsAllowed { get; }

    /// <summary>
    /// Changes the option: calls <see cref="ITcpOptionAccess.Set{T}(TcpOption{T}, T)"/> with option and value. For implementations
    /// of <see cref="ITcpOptionAccess"/>.
    /// </summary>
    /// <param name="options">The options of a socket.</param>
    public abstract TcpResult ApplyTo(ITcpOptionAccess options);

    /// <summary>These options, with the option set to the value.</summary>
    /// <param name="options">The options of a new socket.</param>
    public abstract TcpSocketOptions AddTo(TcpSocketOptions options);

    /// <summary>Reads the value, if this is a setting of that option.</summary>
    /// <typeparam name="T">The type of its value.</typeparam>
    /// <param name="option">The option.</param>
    /// <param name="value">The value.</param>
    public bool TryGetValue<T>(TcpOption<T> option, [MaybeNullWhen(false)] out T value)
    {
        value = this is TcpOptionSetting<T> setting && Option == option ? setting.Value : default;
        return Option == option;
    }
}

internal sealed class TcpOptionSetting<T>(TcpOption<T> option, T value) : TcpOptionSetting
{
    public override TcpOption Option => option;

    public T Value => value;

    public override bool IsAllowed => option.IsAllowed(value);

    public override TcpResult ApplyTo(ITcpOptionAccess options) => options.Set(option, value);

    public override TcpSocketOptions AddTo(TcpSocketOptions options) => option.Write(options, value);
}
