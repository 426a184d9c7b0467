using System.Net.Sockets;

namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>A directory for Unix-domain sockets, removed at the end of the test.</summary>
public sealed class SocketDirectory : IAsyncDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("tcp-");

    public string PathOf(string name) => Path.Combine(_directory.FullName, name);

    public UnixDomainSocketEndPoint EndPointOf(string name) => new(PathOf(name));

    public ValueTask DisposeAsync()
    {
        _directory.Delete(recursive: true);
        return default;
    }
}
