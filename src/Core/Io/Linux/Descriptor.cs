using System.Net.Sockets;

namespace TcpBackends.Core.Io.Linux;

/// <summary>What Linux says of a descriptor that was opened elsewhere.</summary>
internal static unsafe class Descriptor
{
    /// <summary>Whether it is a stream socket of that family.</summary>
    public static TcpError Check(int descriptor, AddressFamily family)
    {
        TcpError error = Get(descriptor, LibC.SoType, out int type);
        if (error != TcpError.None || type != LibC.SockStream)
        {
            return error != TcpError.None ? error : TcpError.EPrototype;
        }

        error = Get(descriptor, LibC.SoDomain, out int domain);
        return error != TcpError.None ? error : domain == ToDomain(family) ? TcpError.None : TcpError.EAfNoSupport;
    }

    public static int ToDomain(AddressFamily family) => family switch
    {
        AddressFamily.InterNetwork => LibC.AfInet,
        AddressFamily.InterNetworkV6 => LibC.AfInet6,
        AddressFamily.Unix => LibC.AfUnix,
        _ => -1,
    };

    /// <summary>Makes it non-blocking, and no child process inherits it.</summary>
    /// <param name="descriptor">The descriptor of somebody else.</param>
    /// <param name="before">What it was like before, for <see cref="Restore"/>.</param>
    public static TcpError Prepare(int descriptor, out DescriptorFlags before)
    {
        before = new DescriptorFlags(
            LibC.Control(descriptor, LibC.FdGetStatusFlags, 0), LibC.Control(descriptor, LibC.FdGetDescriptorFlags, 0));
        bool isPrepared = before is { Status: >= 0, OfDescriptor: >= 0 }
            && LibC.Control(descriptor, LibC.FdSetStatusFlags, before.Status | LibC.SockNonBlock) >= 0
            && LibC.Control(descriptor, LibC.FdSetDescriptorFlags, before.OfDescriptor | LibC.FdCloseOnExec) >= 0;
        return isPrepared ? TcpError.None : LinuxErrno.Last();
    }

    /// <summary>Makes it again what it was.</summary>
    public static void Restore(int descriptor, DescriptorFlags before)
    {
        // Somebody may have closed what is theirs, which is all that can go wrong.
        _ = LibC.Control(descriptor, LibC.FdSetStatusFlags, before.Status);
        _ = LibC.Control(descriptor, LibC.FdSetDescriptorFlags, before.OfDescriptor);
    }

    /// <summary>
    /// Ends an attempt to connect, also one that has failed meanwhile, of which the kernel would tell the next one. What it was bound to, it
    /// stays bound to. Never for what this library has not begun: it ends listening, too.
    /// </summary>
    public static void EndAttempt(int descriptor)
    {
        // The address of no family.
        byte* nobody = stackalloc byte[LinuxAddress.MaximumLength];
        new Span<byte>(nobody, LinuxAddress.MaximumLength).Clear();
        _ = LibC.Connect(descriptor, nobody, LinuxAddress.MaximumLength);
    }

    private static TcpError Get(int descriptor, int option, out int value)
    {
        int found = 0;
        uint length = sizeof(int);
        TcpError error = LibC.GetSockOpt(descriptor, LibC.SolSocket, option, &found, &length) == 0
            ? TcpError.None
            : LinuxErrno.Last();
        value = found;
        return error;
    }
}
