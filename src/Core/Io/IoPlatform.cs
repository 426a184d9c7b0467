using System.Runtime.InteropServices;
using TcpBackends.Core.Io.Linux;
using TcpBackends.Core.Io.Portable;

namespace TcpBackends.Core.Io;

/// <summary>Chooses the platform of this process: epoll on 64-bit Linux, System.Net.Sockets elsewhere or if it is asked for.</summary>
internal static class IoPlatform
{
    public const string PortableSwitch = "TcpBackends.UsePortableSockets";
    public const string PortableVariable = "TCPBACKENDS_PORTABLE_SOCKETS";

    public static bool HasLinux { get; } =
        OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.Arm64;

    public static IIoPlatform Default { get; } =
        HasLinux && !IsPortableAskedFor() ? new LinuxPlatform() : new PortablePlatform();

    /// <summary>The switch of the program wins over the environment.</summary>
    private static bool IsPortableAskedFor() =>
        AppContext.TryGetSwitch(PortableSwitch, out bool isOn)
            ? isOn
            : Environment.GetEnvironmentVariable(PortableVariable) is "1" or "true";
}
