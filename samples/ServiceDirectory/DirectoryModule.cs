using System.Net;
using System.Net.Sockets;

namespace TcpBackends.Samples.ServiceDirectory;

/// <summary>
/// An address module: a service is a Unix-domain socket with the name of the service in a directory, and needs no port. Clients
/// connect to <c>new DnsEndPoint("orders", 0)</c>; the service itself listens with the name that it was given.
/// </summary>
internal sealed class DirectoryModule(string directory, string? ownName = null) : ITcpAddressModule
{
    public AddressFamily Family => AddressFamily.Unix;

    public ValueTask<TcpResult<IReadOnlyList<EndPoint>>> ResolveAsync(
        EndPoint destination, TcpSocketOptions options, CancellationToken cancellationToken)
    {
        string name = destination is DnsEndPoint service
            ? service.Host
            : throw new ArgumentException($"{destination} is not the name of a service.", nameof(destination));
        IReadOnlyList<EndPoint> found = File.Exists(PathOf(name)) ? [new UnixDomainSocketEndPoint(PathOf(name))] : [];
        return new ValueTask<TcpResult<IReadOnlyList<EndPoint>>>(new TcpResult<IReadOnlyList<EndPoint>>(found));
    }

    public TcpError TryGetLocal(TcpSocketOptions options, int? port, out EndPoint? local)
    {
        bool listens = port is not null;
        local = listens && ownName is not null ? new UnixDomainSocketEndPoint(PathOf(ownName)) : null;
        return listens && ownName is null ? TcpError.EAddrNotAvail : TcpError.None;
    }

    private string PathOf(string name) => Path.Combine(directory, Path.GetFileName(name) + ".sock");
}
