using System.Net;
using System.Net.Sockets;
using TcpBackends.Core.Io;
using TcpBackends.Core.Io.Linux;
using TcpBackends.Core.Logging;
using TcpBackends.Core.Options;

namespace TcpBackends.Core.Connecting;

/// <summary>Where the sockets of connect and listen come from: opened here, in a namespace, or by somebody else.</summary>
internal sealed class SocketSource(IIoPlatform platform, OpenRules rules, BackendLog log)
{
    /// <summary>A socket with its options; also after a failure there may be one, to be given up.</summary>
    /// <exception cref="ArgumentException">An option, or a descriptor, is refused where that is badarg.</exception>
    public TcpError TryOpen(AddressFamily family, TcpSocketOptions options, TcpOptionUses use, out IIoSocket? io)
    {
        TcpError error = TryGet(family, options, out io);
        if (error != TcpError.None)
        {
            return error;
        }

        error = OptionTable.ApplySystem(options, io!, rules.Options, log, out TcpOption? refused);
        if (error != TcpError.None && use == TcpOptionUses.Connect && rules.Options.RefusalThrowsAtConnect)
        {
            throw new ArgumentException(
                $"The system refuses {refused!.PropertyName} ({refused}) for a socket of {family}.", nameof(options));
        }

        return error;
    }

    /// <summary>Binds a socket that is going to connect, if there is something to bind it to.</summary>
    public TcpError Bind(IIoSocket io, EndPoint? local, TcpSocketOptions options)
    {
        TcpError error = local is null || IsBoundAlready(options) ? TcpError.None : io.Bind(local);
        return error == TcpError.EInval && options.Descriptor is not null && rules.BadAddressThrows
            ? throw new ArgumentException(
                $"Descriptor (fd) {options.Descriptor} is bound already, and {local} is another address.", nameof(options))
            : error;
    }

    /// <summary>Whether it is somebody's descriptor, and nothing says where it is to be bound.</summary>
    public static bool IsBoundAlready(TcpSocketOptions options, int port = 0) =>
        options is { Descriptor: not null, LocalAddress: null, LocalPath: null, LocalPort: null or 0 } && (options.LocalPort ?? port) == 0;

    /// <summary>Whether it has a peer already.</summary>
    public static bool IsConnected(IIoSocket io, TcpSocketOptions options) =>
        options.Descriptor is not null && io.TryGetName(remote: true, out _) == TcpError.None;

    /// <summary>Ends a socket that came to nothing; a descriptor of somebody else stays open.</summary>
    public static void GiveUp(IIoSocket? io, TcpSocketOptions options)
    {
        if (options.Descriptor is null)
        {
            io?.Dispose();
        }
        else
        {
            io?.Abandon();
        }
    }

    private TcpError TryGet(AddressFamily family, TcpSocketOptions options, out IIoSocket? io)
    {
        if (options.Descriptor is not { } descriptor)
        {
            return options.NetworkNamespace is { } path
                ? NetworkNamespace.TryOpen(platform, path, family, out io)
                : platform.TryOpen(family, out io);
        }

        if (options.NetworkNamespace is not null)
        {
            log.OptionIgnored(TcpOptions.NetworkNamespace, TcpError.None);
        }

        TcpError error = platform.TryAdopt(descriptor, family, out io);
        return error != TcpError.EAfNoSupport ? error
            : rules.BadAddressThrows
                ? throw new ArgumentException($"Descriptor (fd) {descriptor} is not a socket of {family}.", nameof(options))
            : TcpError.EInval;
    }
}
