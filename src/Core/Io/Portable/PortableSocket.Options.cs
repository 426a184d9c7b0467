using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TcpBackends.Core.Io.Linux;

namespace TcpBackends.Core.Io.Portable;

internal sealed partial class PortableSocket
{
    public TcpError SetOption(IoOption option, int value)
    {
        if (PortableOption.ByNumber(option) is (int level, int number))
        {
            return SetRaw(level, number, MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in value)));
        }

        return IsIgnored(option) ? TcpError.None : Call((Option: option, value), static (socket, set) =>
        {
            (SocketOptionLevel level, SocketOptionName name) = PortableOption.ByName(socket, set.Option);
            socket.SetSocketOption(level, name, set.value);
        });
    }

    public TcpError GetOption(IoOption option, out int value)
    {
        value = 0;
        if (PortableOption.ByNumber(option) is (int level, int number))
        {
            return GetRaw(level, number, MemoryMarshal.AsBytes(new Span<int>(ref value)), out _);
        }

        var found = new StrongBox<int>();
        TcpError error = IsIgnored(option) ? TcpError.None : Call((Option: option, found), static (socket, get) =>
        {
            (SocketOptionLevel level, SocketOptionName name) = PortableOption.ByName(socket, get.Option);
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

    public TcpError SetRaw(int level, int number, ReadOnlySpan<byte> value)
    {
        TcpError error = Call((level, number, Value: value.ToArray()), static (socket, set) =>
            socket.SetRawSocketOption(set.level, set.number, set.Value));

        // System.Net.Sockets has no name for the error of a device that does not exist.
        bool isDevice = OperatingSystem.IsLinux() && (level, number) == (LinuxOption.SolSocket, LinuxOption.BindToDevice);
        return error == TcpError.Unknown && isDevice ? TcpError.ENoDev : error;
    }

    public TcpError GetRaw(int level, int number, Span<byte> value, out int length)
    {
        var found = new StrongBox<int>();
        byte[] buffer = value.ToArray();
        TcpError error = Call((level, number, buffer, found), static (socket, get) =>
            get.found.Value = socket.GetRawSocketOption(get.level, get.number, get.buffer));
        buffer.CopyTo(value);
        length = found.Value;
        return error;
    }

    /// <summary>
    /// Sharing an address on Windows would let others steal the port, and OTP ignores it there too: addresses of closed connections can be
    /// used anyway.
    /// </summary>
    private static bool IsIgnored(IoOption option) => option == IoOption.ReuseAddress && OperatingSystem.IsWindows();
}
