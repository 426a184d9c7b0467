using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>Descriptors that were opened without the library.</summary>
internal static partial class ForeignDescriptor
{
    private const int SetDescriptorFlags = 2;
    private const int SetStatusFlags = 4;
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;

    /// <summary>Opens one; nobody closes it but who takes it over, or <see cref="Close"/>.</summary>
    public static int Open(
        AddressFamily family, IPEndPoint? local = null, IPEndPoint? remote = null, DescriptorDoing doing = DescriptorDoing.Nothing)
    {
        var socket = new Socket(family, SocketType.Stream, ProtocolType.Tcp);
        if (local is not null)
        {
            socket.Bind(local);
        }

        if (remote is not null)
        {
            Connect(socket, remote, doing);
        }

        if (doing == DescriptorDoing.Listening)
        {
            socket.Listen();
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

    /// <summary>Whether its calls do not block, and whether it is closed in child processes.</summary>
    public static (bool IsNonBlocking, bool ClosesOnExec) FlagsOf(int descriptor)
    {
        string line = File.ReadLines($"/proc/self/fdinfo/{descriptor}").Single(line => line.StartsWith("flags:", StringComparison.Ordinal));
        int flags = Convert.ToInt32(line["flags:".Length..].Trim(), 8);
        return ((flags & NonBlocking) != 0, (flags & CloseOnExec) != 0);
    }

    /// <summary>Lets child processes have it.</summary>
    public static void LeaveOpenOnExec(int descriptor) => Assert.That(fcntl(descriptor, SetDescriptorFlags, 0), Is.Zero, "fcntl");

    /// <summary>Its calls do not block.</summary>
    public static void MakeNonBlocking(int descriptor) => Assert.That(fcntl(descriptor, SetStatusFlags, NonBlocking), Is.Zero, "fcntl");

    private static void Connect(Socket socket, IPEndPoint remote, DescriptorDoing doing)
    {
        socket.Blocking = doing != DescriptorDoing.Connecting;
        try
        {
            socket.Connect(remote);
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.WouldBlock)
        {
            // It goes on by itself.
        }
    }

    [LibraryImport("libc")]
    private static partial int fcntl(int descriptor, int command, nint argument);
}
