using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace TcpBackends.Core.Io.Portable;

internal sealed partial class PortableSocket
{
    public TcpError SetOption(IoOption option, int value)
    {
        if (option == IoOption.ReuseAddress)
        {
            return Call(value, static (socket, value) =>
            {
                if (ReuseAddress.IsSupported)
                {
                    ReuseAddress.Set(socket, value);
                }
            });
        }

        return Call((Option: option, value), static (socket, set) =>
        {
            (SocketOptionLevel level, SocketOptionName name) = Locate(socket, set.Option);
            socket.SetSocketOption(level, name, set.value);
        });
    }

    public TcpError GetOption(IoOption option, out int value)
    {
        var found = new StrongBox<int>();
        TcpError error = option == IoOption.ReuseAddress
            ? Call(found, static (socket, found) => found.Value = ReuseAddress.IsSupported ? ReuseAddress.Get(socket) : 0)
            : Call((Option: option, found), static (socket, get) =>
            {
                (SocketOptionLevel level, SocketOptionName name) = Locate(socket, get.Option);
                get.found.Value = (int)socket.GetSocketOption(level, name)!;
            });
        value = found.Value;
        return error;
    }

    public TcpError SetLinger(TcpLinger linger) =>
        Call(linger, static (socket, linger) => socket.LingerState = new LingerOption(linger.Enabled, linger.Seconds));

    public TcpError GetLinger(out TcpLinger linger)
    {
        var found = new StrongBox<TcpLinger>();
        TcpError error = Call(found, static (socket, found) =>
        {
            LingerOption state = socket.LingerState!;
            found.Value = new TcpLinger(state.Enabled, state.LingerTime);
        });
        linger = found.Value;
        return error;
    }

    private static (SocketOptionLevel Level, SocketOptionName Name) Locate(Socket socket, IoOption option) => option switch
    {
        // Other systems have other names for that error than Linux, or none.
        IoOption.NoDelay when socket.AddressFamily == AddressFamily.Unix =>
            throw new SocketException((int)SocketError.OperationNotSupported),
        IoOption.NoDelay => (SocketOptionLevel.Tcp, SocketOptionName.NoDelay),
        IoOption.KeepAlive => (SocketOptionLevel.Socket, SocketOptionName.KeepAlive),
        IoOption.ReceiveBuffer => (SocketOptionLevel.Socket, SocketOptionName.ReceiveBuffer),
        IoOption.SendBuffer => (SocketOptionLevel.Socket, SocketOptionName.SendBuffer),
        _ => throw new ArgumentOutOfRangeException(nameof(option), option, "Not an option of this platform."),
    };
}
