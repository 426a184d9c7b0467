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
    public static TcpError Prepare(int descriptor)
    {
        int flags = LibC.Control(descriptor, LibC.FdGetStatusFlags, 0);
        bool isPrepared = flags >= 0
            && LibC.Control(descriptor, LibC.FdSetStatusFlags, flags | LibC.SockNonBlock) >= 0
            && LibC.Control(descriptor, LibC.FdSetDescriptorFlags, LibC.FdCloseOnExec) >= 0;
        return isPrepared ? TcpError.None : LinuxErrno.Last();
    }

    /// <summary>
    /// Ends an attempt to connect, also one that has failed, of which the kernel would tell the next one. What it was bound to, it stays bound to.
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
