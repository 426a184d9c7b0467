using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>
/// Asks Linux for one TCP socket by its addresses (netlink, sock_diag). Reading /proc/net/tcp takes a thousand times as long,
/// since the kernel goes through all of its tables for that.
/// </summary>
internal sealed partial class SocketDiagnostics : IDisposable
{
    private const int Netlink = 16;
    private const int Raw = 3;
    private const int CloseOnExec = 0x80000;
    private const int SockDiag = 4;
    private const int SockDiagByFamily = 20;
    private const int Request = 1;
    private const int ErrorMessage = 2;
    private const int Header = 16;
    private const int RequestLength = Header + 56;
    private const byte Tcp = 6;

    private readonly Lock _lock = new();
    private readonly SafeFileHandle _socket;

    private SocketDiagnostics(SafeFileHandle socket) => _socket = socket;

    /// <summary>Null where the system does not have it.</summary>
    public static SocketDiagnostics? Shared { get; } = OperatingSystem.IsLinux() ? Open() : null;

    /// <summary>The socket with these ends, which of a listener are its own and none; null if there is none.</summary>
    public KernelTcpEntry? Find(IPEndPoint local, IPEndPoint remote)
    {
        Span<byte> request = stackalloc byte[RequestLength];
        BinaryPrimitives.WriteInt32LittleEndian(request, RequestLength);
        BinaryPrimitives.WriteInt16LittleEndian(request[4..], SockDiagByFamily);
        BinaryPrimitives.WriteInt16LittleEndian(request[6..], Request);
        request[Header] = (byte)(local.AddressFamily == AddressFamily.InterNetworkV6 ? 10 : 2);
        request[Header + 1] = Tcp;
        // In whatever state, on whatever interface, with whatever cookie.
        request[(Header + 4)..(Header + 8)].Fill(0xFF);
        BinaryPrimitives.WriteUInt16BigEndian(request[(Header + 8)..], (ushort)local.Port);
        BinaryPrimitives.WriteUInt16BigEndian(request[(Header + 10)..], (ushort)remote.Port);
        local.Address.TryWriteBytes(request[(Header + 12)..], out _);
        remote.Address.TryWriteBytes(request[(Header + 28)..], out _);
        request[(Header + 48)..].Fill(0xFF);

        Span<byte> answer = stackalloc byte[1024];
        lock (_lock)
        {
            Require(send(_socket, request, request.Length, 0), "send");
            Require(recv(_socket, answer, answer.Length, 0), "recv");
        }

        return BinaryPrimitives.ReadUInt16LittleEndian(answer[4..]) == ErrorMessage
            ? null
            : new KernelTcpEntry(
                local,
                remote,
                (KernelTcpState)answer[Header + 1],
                SendQueue: BinaryPrimitives.ReadUInt32LittleEndian(answer[(Header + 60)..]),
                ReceiveQueue: BinaryPrimitives.ReadUInt32LittleEndian(answer[(Header + 56)..]));
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>A kernel without it answers as if there were no such socket, so it has to find one that is there.</summary>
    private static SocketDiagnostics? Open()
    {
        SafeFileHandle netlink = socket(Netlink, Raw | CloseOnExec, SockDiag);
        if (netlink.IsInvalid)
        {
            return null;
        }

        var diagnostics = new SocketDiagnostics(netlink);
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        if (diagnostics.Find((IPEndPoint)listener.LocalEndPoint!, new IPEndPoint(IPAddress.Any, 0)) is not null)
        {
            return diagnostics;
        }

        diagnostics.Dispose();
        return null;
    }

    private static void Require(nint result, string call)
    {
        if (result < 0)
        {
            throw new IOException($"{call} to the kernel failed: errno {Marshal.GetLastPInvokeError()}.");
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial SafeFileHandle socket(int domain, int type, int protocol);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint send(SafeFileHandle socket, ReadOnlySpan<byte> buffer, nint length, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint recv(SafeFileHandle socket, Span<byte> buffer, nint length, int flags);
}
