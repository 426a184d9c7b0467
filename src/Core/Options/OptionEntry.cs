using TcpBackends.Core.Io;

namespace TcpBackends.Core.Options;

/// <summary>Where an option is kept.</summary>
internal abstract class OptionEntry
{
    /// <summary>Whether the operating system keeps it.</summary>
    public abstract bool IsSystem { get; }

    /// <summary>Gives new settings the value that the options have, if they have one.</summary>
    public abstract SocketSettings Resolve(TcpSocketOptions options, SocketSettings settings, OptionRules rules);

    /// <summary>Gives the operating system the value that the options have, if they have one.</summary>
    public abstract TcpError ApplySystem(TcpSocketOptions options, IIoOptions io);
}

/// <summary>An entry with the type of its value.</summary>
internal abstract class OptionEntry<T> : OptionEntry
{
    public abstract TcpResult<T> Get(IIoOptions io, SocketSettings settings, OptionRules rules);

    public abstract TcpError Set(T value, IIoOptions io, ref SocketSettings settings, OptionRules rules);
}
