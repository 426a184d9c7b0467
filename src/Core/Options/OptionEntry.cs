using TcpBackends.Core.Io;
using TcpBackends.Core.Waiting;

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
    public abstract TcpResult<T> Get(in OptionTarget target, SocketSettings settings);

    public abstract TcpError Set(T value, in OptionTarget target, ref SocketSettings settings, ref Wakeups wakeups);
}
