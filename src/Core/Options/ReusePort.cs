using TcpBackends.Core.Io;

namespace TcpBackends.Core.Options;

/// <summary>Sharing a port: Linux lets it be read and set of a Unix-domain socket, too, which has no port.</summary>
internal static class ReusePort
{
    public static TcpError Set(IIoOptions io, bool value) => Check(io) is var refusal and not TcpError.None
        ? refusal
        : io.SetOption(IoOption.ReusePort, value ? 1 : 0);

    public static TcpError Get(IIoOptions io, out bool value)
    {
        TcpError error = io.GetOption(IoOption.ReusePort, out int number);
        value = number != 0;
        return error == TcpError.None ? Check(io) : error;
    }

    /// <summary>What the system says of an option of TCP.</summary>
    private static TcpError Check(IIoOptions io) => io.GetOption(IoOption.NoDelay, out _);
}
