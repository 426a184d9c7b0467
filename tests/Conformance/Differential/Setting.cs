namespace TcpBackends.Tests.Conformance.Differential;

/// <summary>An option with a value, as a part of a sequence.</summary>
internal abstract record Setting
{
    public abstract TcpOption Key { get; }

    public abstract TcpSocketOptions ApplyTo(TcpSocketOptions options);

    public abstract TcpResult Set(ITcpSocket socket);

    /// <summary>What the option reads as.</summary>
    public abstract string Get(ITcpSocket socket);
}

internal sealed record Setting<T>(TcpOption<T> Option, T Value, Func<TcpSocketOptions, T, TcpSocketOptions> Write) : Setting
{
    public override TcpOption Key => Option;

    public override TcpSocketOptions ApplyTo(TcpSocketOptions options) => Write(options, Value);

    public override TcpResult Set(ITcpSocket socket) => socket.Options.Set(Option, Value);

    public override string Get(ITcpSocket socket) => socket.Options.Get(Option).ToString();

    public override string ToString() =>
        Value is TimeSpan time ? $"{Option} {time.TotalMilliseconds} ms" : $"{Option} {Value}";
}
