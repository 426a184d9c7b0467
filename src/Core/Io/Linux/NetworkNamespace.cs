using System.Net.Sockets;

namespace TcpBackends.Core.Io.Linux;

/// <summary>Opens sockets in network namespaces, on either platform.</summary>
internal static class NetworkNamespace
{
    /// <summary>
    /// On a thread of its own, which ends with the namespace: nothing else may ever run there. A socket belongs to the namespace
    /// in which it was opened, whoever uses it. What the thread does is three system calls, for which the caller waits.
    /// </summary>
    public static TcpError TryOpen(IIoPlatform platform, string path, AddressFamily family, out IIoSocket? socket)
    {
        socket = null;
        if (!OperatingSystem.IsLinux())
        {
            return TcpError.ENotSup;
        }

        // Here, since threads inherit the namespace of the thread that starts them.
        TcpError error = platform.Prepare();
        if (error != TcpError.None)
        {
            return error;
        }

        int descriptor = LibC.Open(path, LibC.OpenCloseOnExec);
        if (descriptor < 0)
        {
            return LinuxErrno.Last();
        }

        IIoSocket? opened = null;
        var thread = new Thread(() => error = LibC.SetNamespace(descriptor, LibC.CloneNewNet) == 0
            ? platform.TryOpen(family, out opened)
            : LinuxErrno.Last())
        {
            IsBackground = true,
            Name = "TcpBackends namespace",
        };
        try
        {
            thread.Start();
            thread.Join();
        }
        finally
        {
            _ = LibC.Close(descriptor);
        }

        socket = opened;
        return error;
    }
}
