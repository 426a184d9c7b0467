using System.Runtime.InteropServices;
using TcpBackends.Core.Io.Linux;

namespace TcpBackends.Core.Io;

/// <summary>Chooses the platform of this process: epoll on 64-bit Linux, System.Net.Sockets elsewhere.</summary>
internal static class IoPlatform
{
    public static IIoPlatform Default { get; } =
        OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.Arm64
            ? new LinuxPlatform()
            : throw new PlatformNotSupportedException();
}
