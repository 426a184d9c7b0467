using System.Runtime.InteropServices;
using TcpBackends.Core.Io.Linux;

namespace TcpBackends.Core.Io;

/// <summary>What the kernel has kept of the last segment: a Linux speciality, on both platforms.</summary>
internal static class AncillaryData
{
    private const int MaximumLength = 512;

    public static TcpError Read(IIoOptions io, bool isV6, out TcpPacketOptions value)
    {
        value = default;
        if (!OperatingSystem.IsLinux())
        {
            return TcpError.ENoProtoOpt;
        }

        Span<byte> messages = stackalloc byte[MaximumLength];
        TcpError error = isV6
            ? io.GetRaw(LinuxOption.IpProtoIpV6, LinuxOption.IpV6PacketOptions, messages, out int length)
            : io.GetRaw(LinuxOption.IpProtoIp, LinuxOption.IpPacketOptions, messages, out length);
        if (error == TcpError.None)
        {
            value = Parse(messages[..length]);
        }

        return error;
    }

    /// <summary>Control messages: a length of the size of a pointer, the level, the type, the value, each aligned to a pointer.</summary>
    public static TcpPacketOptions Parse(ReadOnlySpan<byte> messages)
    {
        var found = default(TcpPacketOptions);
        int header = IntPtr.Size + (2 * sizeof(int));
        while (messages.Length >= header)
        {
            int length = MemoryMarshal.Read<int>(messages);
            if (length < header || length > messages.Length)
            {
                break;
            }

            int level = MemoryMarshal.Read<int>(messages[IntPtr.Size..]);
            int type = MemoryMarshal.Read<int>(messages[(IntPtr.Size + sizeof(int))..]);
            int value = ReadValue(messages[header..length]);
            found = (level, type) switch
            {
                (LinuxOption.IpProtoIp, LinuxOption.IpTtl) => found with { TimeToLive = value },
                (LinuxOption.IpProtoIp, LinuxOption.IpTos) => found with { TypeOfService = value },
                (LinuxOption.IpProtoIpV6, LinuxOption.IpV6TrafficClass) => found with { TrafficClass = value },
                _ => found,
            };
            int next = (length + IntPtr.Size - 1) / IntPtr.Size * IntPtr.Size;
            messages = messages[Math.Min(next, messages.Length)..];
        }

        return found;
    }

    /// <summary>The kernel has one of them as a byte in some places and as a number in others.</summary>
    private static int ReadValue(ReadOnlySpan<byte> value) =>
        value.Length >= sizeof(int) ? MemoryMarshal.Read<int>(value) : value.IsEmpty ? 0 : value[0];
}
