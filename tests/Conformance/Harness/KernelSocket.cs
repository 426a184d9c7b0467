using System.Buffers.Binary;
using System.ComponentModel;
using System.Net;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>
/// What the kernel knows of one TCP connection over IPv4 at one end, whatever process has it: asked for by name over netlink
/// (sock_diag), so that it costs the same however many connections there are.
/// </summary>
/// <param name="State">The state of TCP.</param>
/// <param name="IsHeld">Whether a process still has it open.</param>
/// <param name="Unread">The bytes that nobody has read; a FIN counts as one.</param>
/// <param name="Unacknowledged">The bytes that were written and not acknowledged; a FIN counts as one.</param>
/// <param name="BytesReceived">The bytes that have arrived so far.</param>
public sealed partial record KernelSocket(KernelTcpState State, bool IsHeld, long Unread, long Unacknowledged, long BytesReceived)
{
    private const int HeaderLength = 16;
    private const int RequestLength = 56;
    private const int AnswerLength = 72;
    private const int ErrorMessage = 2;
    private const ushort SocketDiagByFamily = 20;
    private const ushort InfoAttribute = 2;
    private const int BytesReceivedOffset = 128;
    private const int NoEntry = -2;

    /// <summary>Whether FIN has arrived.</summary>
    public bool HasEnded => State is KernelTcpState.CloseWait or KernelTcpState.LastAck
        or KernelTcpState.Closing or KernelTcpState.TimeWait;

    /// <summary>The end <paramref name="local"/>; null if the kernel has none, for instance after a reset.</summary>
    public static KernelSocket? Find(IPEndPoint local, IPEndPoint remote)
    {
        ArgumentNullException.ThrowIfNull(local);
        ArgumentNullException.ThrowIfNull(remote);
        Span<byte> request = stackalloc byte[HeaderLength + RequestLength];
        request.Clear();
        WriteRequest(request, local, remote);
        Span<byte> answer = stackalloc byte[4096];
        using SafeFileHandle netlink = Open();
        Check(send(netlink, request, request.Length, 0));
        int length = (int)Check(recv(netlink, answer, answer.Length, 0));
        return Read(answer[..length]);
    }

    private static void WriteRequest(Span<byte> request, IPEndPoint local, IPEndPoint remote)
    {
        const byte Inet = 2;
        const byte Tcp = 6;
        const ushort IsRequest = 1;
        BinaryPrimitives.WriteInt32LittleEndian(request, request.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(request[4..], SocketDiagByFamily);
        BinaryPrimitives.WriteUInt16LittleEndian(request[6..], IsRequest);
        Span<byte> body = request[HeaderLength..];
        (body[0], body[1], body[2]) = (Inet, Tcp, 1 << (InfoAttribute - 1));
        body.Slice(4, 4).Fill(0xff);
        BinaryPrimitives.WriteUInt16BigEndian(body[8..], (ushort)local.Port);
        BinaryPrimitives.WriteUInt16BigEndian(body[10..], (ushort)remote.Port);
        local.Address.TryWriteBytes(body[12..], out _);
        remote.Address.TryWriteBytes(body[28..], out _);
        body[48..].Fill(0xff);
    }

    private static KernelSocket? Read(ReadOnlySpan<byte> answer)
    {
        ReadOnlySpan<byte> body = answer[HeaderLength..];
        if (BinaryPrimitives.ReadUInt16LittleEndian(answer[4..]) == ErrorMessage)
        {
            int error = BinaryPrimitives.ReadInt32LittleEndian(body);
            return error == NoEntry ? null : throw new Win32Exception(-error);
        }

        return new KernelSocket(
            (KernelTcpState)body[1],
            BinaryPrimitives.ReadUInt32LittleEndian(body[68..]) != 0,
            BinaryPrimitives.ReadUInt32LittleEndian(body[56..]),
            BinaryPrimitives.ReadUInt32LittleEndian(body[60..]),
            ReadBytesReceived(body[AnswerLength..]));
    }

    private static long ReadBytesReceived(ReadOnlySpan<byte> attributes)
    {
        while (attributes.Length >= 4)
        {
            int length = BinaryPrimitives.ReadUInt16LittleEndian(attributes);
            if (BinaryPrimitives.ReadUInt16LittleEndian(attributes[2..]) == InfoAttribute)
            {
                return BinaryPrimitives.ReadInt64LittleEndian(attributes[(4 + BytesReceivedOffset)..]);
            }

            attributes = attributes[Math.Min(attributes.Length, (length + 3) & ~3)..];
        }

        return 0;
    }

    private static SafeFileHandle Open()
    {
        const int Netlink = 16;
        const int RawAndCloseOnExec = 0x80003;
        const int SocketDiag = 4;
        return new SafeFileHandle(new IntPtr(Check(socket(Netlink, RawAndCloseOnExec, SocketDiag))), ownsHandle: true);
    }

    private static nint Check(nint result) =>
        result >= 0 ? result : throw new Win32Exception(Marshal.GetLastPInvokeError());

    [LibraryImport("libc", SetLastError = true)]
    private static partial int socket(int domain, int type, int protocol);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint send(SafeFileHandle socket, ReadOnlySpan<byte> buffer, nint length, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint recv(SafeFileHandle socket, Span<byte> buffer, nint length, int flags);
}
