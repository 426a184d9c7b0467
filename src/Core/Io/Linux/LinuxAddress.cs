using System.Net;
using System.Net.Sockets;

namespace TcpBackends.Core.Io.Linux;

/// <summary>End points as the kernel's socket addresses, and back.</summary>
internal static class LinuxAddress
{
    public const int MaximumLength = 128;

    private const int UnixPathOffset = 2;

    private static readonly IPEndPoint AnyV4 = new(IPAddress.Any, 0);
    private static readonly IPEndPoint AnyV6 = new(IPAddress.IPv6Any, 0);
    private static readonly UnixDomainSocketEndPoint AnyUnix = new("/");

    public static int Write(EndPoint endPoint, Span<byte> destination)
    {
        SocketAddress address = endPoint.Serialize();
        ReadOnlySpan<byte> bytes = address.Buffer.Span[..address.Size];
        if (address.Family == AddressFamily.Unix && bytes.Length > UnixPathOffset && bytes[UnixPathOffset] != 0)
        {
            // The kernel takes the length as part of an abstract name; of a path it needs the terminator and nothing more.
            int end = bytes[UnixPathOffset..].IndexOf((byte)0);
            bytes = end < 0 ? bytes : bytes[..(UnixPathOffset + end + 1)];
        }

        bytes.CopyTo(destination);
        return bytes.Length;
    }

    public static EndPoint Read(ReadOnlySpan<byte> bytes)
    {
        EndPoint template = BitConverter.ToUInt16(bytes) switch
        {
            LibC.AfInet => AnyV4,
            LibC.AfInet6 => AnyV6,
            _ => AnyUnix,
        };
        var address = new SocketAddress(template.AddressFamily, bytes.Length);
        bytes.CopyTo(address.Buffer.Span);
        return template.Create(address);
    }
}
