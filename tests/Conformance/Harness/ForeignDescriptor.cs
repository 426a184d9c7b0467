using System.Net;
using System.Net.Sockets;

namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>Descriptors that were opened without the library.</summary>
internal static class ForeignDescriptor
{
    /// <summary>Opens one; nobody closes it but who takes it over, or <see cref="Close"/>.</summary>
    public static int Open(AddressFamily family, IPEndPoint? local, IPEndPoint? remote)
    {
        var socket = new Socket(family, SocketType.Stream, ProtocolType.Tcp);
        if (local is not null)
        {
            socket.Bind(local);
        }

        if (remote is not null)
        {
            socket.Connect(remote);
        }

        int descriptor = (int)socket.SafeHandle.DangerousGetHandle();
        socket.SafeHandle.SetHandleAsInvalid();

#pragma warning disable CA1816 // Its finalizer would wait for ever for the handle to be released.
        GC.SuppressFinalize(socket);
#pragma warning restore CA1816
        return descriptor;
    }

    /// <summary>What it is a descriptor of; null: it is closed. Another one may have its number then.</summary>
    public static string? Identify(int descriptor) => new FileInfo($"/proc/self/fd/{descriptor}").LinkTarget;

    public static void Close(int descriptor) => new SafeSocketHandle(descriptor, ownsHandle: true).Dispose();
}
