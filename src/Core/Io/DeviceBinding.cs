using System.Text;
using TcpBackends.Core.Io.Linux;

namespace TcpBackends.Core.Io;

/// <summary>The network device of a socket, which only Linux binds by name.</summary>
internal static class DeviceBinding
{
    private const int MaximumLength = 16;

    public static TcpError Set(IIoOptions io, string name) => OperatingSystem.IsLinux()
        ? io.SetRaw(LinuxOption.SolSocket, LinuxOption.BindToDevice, Encoding.UTF8.GetBytes(name + '\0'))
        : TcpError.ENoProtoOpt;

    public static TcpError Get(IIoOptions io, out string name)
    {
        name = "";
        if (!OperatingSystem.IsLinux())
        {
            return TcpError.ENoProtoOpt;
        }

        Span<byte> bytes = stackalloc byte[MaximumLength];
        TcpError error = io.GetRaw(LinuxOption.SolSocket, LinuxOption.BindToDevice, bytes, out int length);
        name = Encoding.UTF8.GetString(bytes[..length]).TrimEnd('\0');
        return error;
    }
}
