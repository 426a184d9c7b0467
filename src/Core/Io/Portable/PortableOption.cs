using System.Net.Sockets;
using TcpBackends.Core.Io.Linux;

namespace TcpBackends.Core.Io.Portable;

/// <summary>
/// Where an option is: on Linux by its numbers, since System.Net.Sockets has names for some only and adds to others; elsewhere by the name that
/// it has, if it has one.
/// </summary>
internal static class PortableOption
{
    private static readonly bool IsLinux = OperatingSystem.IsLinux() || OperatingSystem.IsAndroid();

    /// <summary>By its numbers; null: it has a name.</summary>
    public static (int Level, int Number)? ByNumber(IoOption option) =>
        IsLinux ? LinuxOption.Locate(option)
            : option == IoOption.ReuseAddress && !OperatingSystem.IsWindows() ? (0xffff, 4)
            : null;

    /// <summary>By its name.</summary>
    public static (SocketOptionLevel Level, SocketOptionName Name) ByName(Socket socket, IoOption option) => option switch
    {
        // Other systems have other names for that error than Linux, or none.
        IoOption.NoDelay when socket.AddressFamily == AddressFamily.Unix =>
            throw new SocketException((int)SocketError.OperationNotSupported),
        IoOption.NoDelay => (SocketOptionLevel.Tcp, SocketOptionName.NoDelay),
        IoOption.KeepAlive => (SocketOptionLevel.Socket, SocketOptionName.KeepAlive),
        IoOption.ReceiveBuffer => (SocketOptionLevel.Socket, SocketOptionName.ReceiveBuffer),
        IoOption.SendBuffer => (SocketOptionLevel.Socket, SocketOptionName.SendBuffer),
        IoOption.TypeOfService => (SocketOptionLevel.IP, SocketOptionName.TypeOfService),
        IoOption.TimeToLive => (SocketOptionLevel.IP, SocketOptionName.IpTimeToLive),
        IoOption.DontRoute => (SocketOptionLevel.Socket, SocketOptionName.DontRoute),
        IoOption.V6Only => (SocketOptionLevel.IPv6, SocketOptionName.IPv6Only),
        IoOption.KeepAliveIdle => (SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime),
        IoOption.KeepAliveInterval => (SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval),
        IoOption.KeepAliveCount => (SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount),
        _ => throw new SocketException((int)SocketError.ProtocolOption),
    };
}
