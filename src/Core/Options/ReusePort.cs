using TcpBackends.Core.Io;

namespace TcpBackends.Core.Options;

/// <summary>Sharing a port: Linux lets it be read of a Unix-domain socket, too, which has no port.</summary>
internal static class ReusePort
{
    public static TcpError Set(IIoOptions io, bool value) => io.SetOption(IoOption.ReusePort, value ? 1 : 0);

    public static TcpError Get(IIoOptions io, out bool value)
    {
        TcpError error = io.GetOption(IoOption.ReusePort, out int number);
        value = number != 0;
        return error == TcpError.None ? io.GetOption(IoOption.NoDelay, out _) : error;
    }
}
