using System.Net.Sockets;
using TcpBackends.Core.Io.Linux;

namespace TcpBackends.Core.Io.Portable;

/// <summary>
/// Sockets by System.Net.Sockets in non-blocking mode, readiness by
/// <see cref="Socket.Select(System.Collections.IList?, System.Collections.IList?, System.Collections.IList?, int)"/>.
/// </summary>
internal sealed class PortablePlatform : IIoPlatform
{
    public TcpError Prepare()
    {
        try
        {
            SelectLoop.Prepare();
            return TcpError.None;
        }
        catch (SocketException exception)
        {
            return PortableError.Map(exception.SocketErrorCode);
        }
    }

    public TcpError TryAdopt(int descriptor, AddressFamily family, out IIoSocket? socket)
    {
        socket = null;
        DescriptorFlags? before = null;
        TcpError error = Prepare();
        if (error == TcpError.None && OperatingSystem.IsLinux())
        {
            error = PrepareOnLinux(descriptor, family, ref before);
        }

        if (error != TcpError.None)
        {
            return error;
        }

        var handle = new SafeSocketHandle(descriptor, ownsHandle: true);
        try
        {
            var adopted = new Socket(handle);
            if (adopted.SocketType == SocketType.Stream && adopted.AddressFamily == family)
            {
                socket = new PortableSocket(adopted) { FlagsBefore = before };
                return TcpError.None;
            }

            error = adopted.SocketType == SocketType.Stream ? TcpError.EAfNoSupport : TcpError.EPrototype;
#pragma warning disable CA1816 // Its finalizer would wait for ever for the handle to be released.
            GC.SuppressFinalize(adopted);
#pragma warning restore CA1816
        }
        catch (SocketException exception)
        {
            error = PortableError.Map(exception.SocketErrorCode);
        }

        // It stays the caller's.
        handle.SetHandleAsInvalid();
        if (before is { } flags)
        {
            Descriptor.Restore(descriptor, flags);
        }

        return error;
    }

    /// <summary>System.Net.Sockets has one word for whatever is wrong with it, and leaves it to child processes.</summary>
    private static TcpError PrepareOnLinux(int descriptor, AddressFamily family, ref DescriptorFlags? before)
    {
        TcpError error = Descriptor.Check(descriptor, family);
        if (error != TcpError.None)
        {
            return error;
        }

        error = Descriptor.Prepare(descriptor, out DescriptorFlags flags);
        before = flags;
        return error;
    }

    public TcpError TryOpen(AddressFamily family, out IIoSocket? socket)
    {
        socket = null;
        if (family == AddressFamily.Unix && !Socket.OSSupportsUnixDomainSockets)
        {
            return TcpError.EAfNoSupport;
        }

        try
        {
            // The loop first, so that waiting never fails later for lack of a descriptor.
            SelectLoop.Prepare();

            // Not ProtocolType.Tcp, which is what makes Bind set SO_REUSEADDR on Unix. Unspecified gives TCP all the same.
            var opened = new Socket(family, SocketType.Stream, ProtocolType.Unspecified);
            if (family == AddressFamily.InterNetworkV6 && !OperatingSystem.IsWindows())
            {
                // gen_tcp leaves the system's default, System.Net.Sockets does not.
                opened.DualMode = true;
            }

            socket = new PortableSocket(opened);
            return TcpError.None;
        }
        catch (SocketException exception)
        {
            return PortableError.Map(exception.SocketErrorCode);
        }
    }
}
