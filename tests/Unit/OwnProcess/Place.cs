using TcpBackends.Core.Io;
using TcpBackends.DirectSocket;
using TcpBackends.InetDriver;
using TcpBackends.Tests.Unit.Io;

namespace TcpBackends.Tests.Unit.OwnProcess;

/// <summary>Where a scenario is played, in words that can be given to another process.</summary>
internal sealed record Place(string PlatformName, string BackendName)
{
    public const string Epoll = "epoll";
    public const string Portable = "portable";

    public IIoPlatform Platform => PlatformName == Epoll ? Platforms.Epoll : Platforms.Portable;

    public Place OnOtherPlatform => this with { PlatformName = PlatformName == Epoll ? Portable : Epoll };

    public ITcpBackend CreateBackend() => BackendName == TcpBackendNames.Inet
        ? new InetDriverBackend(new TcpBackendSettings(), Platform)
        : new DirectSocketBackend(new TcpBackendSettings(), Platform);
}
