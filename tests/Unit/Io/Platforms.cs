using TcpBackends.Core.Io;
using TcpBackends.Core.Io.Linux;
using TcpBackends.Core.Io.Portable;

namespace TcpBackends.Tests.Unit.Io;

/// <summary>The platforms under test.</summary>
internal static class Platforms
{
    public static IIoPlatform Epoll { get; } = new LinuxPlatform();

    public static IIoPlatform Portable { get; } = new PortablePlatform();
}
