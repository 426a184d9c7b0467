using System.Net;
using System.Net.Sockets;

namespace TcpBackends.Internal;

/// <summary>Unix-domain sockets.</summary>
internal sealed class LocalModule : ITcpAddressModule
{
    public const string Name = "local_tcp";

    public AddressFamily Family => AddressFamily.Unix;

    public ValueTask<TcpResult<IReadOnlyList<EndPoint>>> ResolveAsync(
        EndPoint destination, TcpSocketOptions options, CancellationToken cancellationToken) =>
        destination is UnixDomainSocketEndPoint
            ? new(new TcpResult<IReadOnlyList<EndPoint>>([destination]))
            : throw new ArgumentException(
                $"A Unix-domain socket and an Internet address do not go together: {destination}.", nameof(destination));

    public TcpError TryGetLocal(TcpSocketOptions options, int? port, out EndPoint? local)
    {
        if (port is > 0 || options.LocalPort is > 0 || options.LocalAddress is not null)
        {
            throw new ArgumentException(
                "LocalPath goes with port 0, without LocalAddress, and with no other family than Local.", nameof(options));
        }

        local = options.LocalPath is { } path ? new UnixDomainSocketEndPoint(path) : null;

        // Listening needs a path; a descriptor may have one already.
        return port is not null && local is null && options.Descriptor is null ? TcpError.EInval : TcpError.None;
    }

    public override string ToString() => Name;
}
