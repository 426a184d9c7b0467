using System.Net.Sockets;
using System.Runtime.ExceptionServices;

namespace TcpBackends.Core.Io.Linux;

/// <summary>Opens sockets in network namespaces, on either platform.</summary>
internal static class NetworkNamespace
{
    /// <summary>
    /// On a thread of its own, which ends with the namespace: nothing else may ever run there. A socket belongs to the namespace
    /// in which it was opened, whoever uses it. What the thread does is four system calls, for which the caller waits.
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

        var visit = new Visit(platform, path, family);
        var thread = new Thread(visit.Run) { IsBackground = true, Name = "TcpBackends namespace" };

        // Without the context of the caller, of whose values others may hear where they are used.
        thread.UnsafeStart();

        // Who is interrupted here leaves the thread to itself: all that it uses is its own.
        thread.Join();
        visit.Failure?.Throw();
        socket = visit.Socket;
        return visit.Error;
    }

    private sealed class Visit(IIoPlatform platform, string path, AddressFamily family)
    {
        public IIoSocket? Socket { get; private set; }

        public TcpError Error { get; private set; }

        public ExceptionDispatchInfo? Failure { get; private set; }

        public void Run()
        {
            try
            {
                Error = Open();
            }
#pragma warning disable CA1031 // Nobody above would catch it; the caller throws it.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Failure = ExceptionDispatchInfo.Capture(exception);
            }
        }

        private TcpError Open()
        {
            // Without waiting: it may be a pipe.
            int descriptor = LibC.Open(path, LibC.OpenCloseOnExec | LibC.OpenNonBlock);
            if (descriptor < 0)
            {
                return LinuxErrno.Last();
            }

            try
            {
                if (LibC.SetNamespace(descriptor, LibC.CloneNewNet) != 0)
                {
                    return LinuxErrno.Last();
                }

                TcpError error = platform.TryOpen(family, out IIoSocket? opened);
                Socket = opened;
                return error;
            }
            finally
            {
                _ = LibC.Close(descriptor);
            }
        }
    }
}
