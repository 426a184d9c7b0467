using TcpBackends.Core.Io;
using TcpBackends.Core.Logging;

namespace TcpBackends.Core.Options;

/// <summary>Where an option is kept. Unless it says more, it can only be read.</summary>
internal abstract class OptionEntry
{
    /// <summary>Whether the operating system keeps it.</summary>
    public abstract bool IsSystem { get; }

    /// <summary>Why it cannot be read, whatever the state of the socket is; None: it can.</summary>
    public virtual TcpError RefuseGet(TcpOption option, OptionRules rules) => rules.On(option).Read;

    /// <summary>Gives new settings the value that the options have, if they have one.</summary>
    public virtual SocketSettings Resolve(TcpSocketOptions options, SocketSettings settings, OptionRules rules) => settings;

    /// <summary>Gives the operating system the value that the options have, if they have one.</summary>
    public virtual TcpError ApplySystem(TcpSocketOptions options, IIoOptions io, OptionRules rules, BackendLog log) => TcpError.None;
}

/// <summary>An entry with the type of its value.</summary>
internal abstract class OptionEntry<T> : OptionEntry
{
    public abstract TcpResult<T> Get(in OptionTarget target, SocketSettings settings);

    public virtual TcpError Set(T value, in OptionTarget target, ref OptionChange change) => TcpError.EInval;
}
