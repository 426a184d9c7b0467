using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace TcpBackends.Core.Io.Portable;

/// <summary>
/// SO_REUSEADDR and nothing else; the option of System.Net.Sockets sets SO_REUSEPORT with it. Not on Windows, where it would let others
/// steal the port, and where OTP ignores it too: addresses of closed connections can be used there anyway.
/// </summary>
internal static class ReuseAddress
{
    private static readonly (int Level, int Name) Option =
        OperatingSystem.IsLinux() || OperatingSystem.IsAndroid() ? (1, 2) : (0xffff, 4);

    public static bool IsSupported { get; } = !OperatingSystem.IsWindows();

    public static void Set(Socket socket, int value) =>
        socket.SetRawSocketOption(Option.Level, Option.Name, MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in value)));

    public static int Get(Socket socket)
    {
        int value = 0;
        socket.GetRawSocketOption(Option.Level, Option.Name, MemoryMarshal.AsBytes(new Span<int>(ref value)));
        return value;
    }
}
