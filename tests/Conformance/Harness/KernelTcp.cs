using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>The states of a TCP socket, by the numbers of Linux.</summary>
public enum KernelTcpState
{
    Established = 1,
    SynSent = 2,
    SynReceived = 3,
    FinWait1 = 4,
    FinWait2 = 5,
    TimeWait = 6,
    Close = 7,
    CloseWait = 8,
    LastAck = 9,
    Listen = 10,
    Closing = 11,
}

/// <summary>A TCP socket of the kernel. For a listener the receive queue is the number of connections not yet accepted.</summary>
public sealed record KernelTcpEntry(
    IPEndPoint Local, IPEndPoint Remote, KernelTcpState State, long SendQueue, long ReceiveQueue);

/// <summary>What the kernel knows of a connection: says that FIN or RST has arrived without touching the socket.</summary>
public static class KernelTcp
{
    public static KernelTcpEntry? Find(EndPoint local, EndPoint remote)
    {
        var (localIp, remoteIp) = ((IPEndPoint)local, (IPEndPoint)remote);
        if (SocketDiagnostics.Shared is { } diagnostics)
        {
            // Where there is no connection it finds the listener.
            return diagnostics.Find(localIp, remoteIp) is { State: not KernelTcpState.Listen } found ? found : null;
        }

        return Entries(localIp.AddressFamily)
            .FirstOrDefault(entry => entry.Local.Equals(localIp) && entry.Remote.Equals(remoteIp));
    }

    /// <remarks>/proc/net/tcp is not read in one piece, so that it may show the same one twice.</remarks>
    public static IReadOnlyList<KernelTcpEntry> FindByRemote(EndPoint remote)
    {
        var remoteIp = (IPEndPoint)remote;
        return [.. Entries(remoteIp.AddressFamily).Where(entry => entry.Remote.Equals(remoteIp)).DistinctBy(entry => entry.Local)];
    }

    public static KernelTcpEntry? FindListener(EndPoint local)
    {
        var localIp = (IPEndPoint)local;
        if (SocketDiagnostics.Shared is { } diagnostics)
        {
            IPAddress nobody = localIp.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any;
            return diagnostics.Find(localIp, new IPEndPoint(nobody, 0)) is { State: KernelTcpState.Listen } found ? found : null;
        }

        return Entries(localIp.AddressFamily)
            .FirstOrDefault(entry => entry.State == KernelTcpState.Listen && entry.Local.Equals(localIp));
    }

    /// <summary>Waits until FIN from the peer has arrived at the end <paramref name="local"/>.</summary>
    public static Task FinArrivedAsync(EndPoint local, EndPoint remote, CancellationToken cancellationToken) =>
        Eventually.TrueAsync(
            () => Find(local, remote)?.State is KernelTcpState.CloseWait or KernelTcpState.LastAck
                or KernelTcpState.Closing or KernelTcpState.TimeWait,
            $"FIN arrived at {local}",
            cancellationToken);

    /// <summary>Waits until RST from the peer has arrived at the end <paramref name="local"/>: the kernel forgets it.</summary>
    /// <remarks>/proc/net/tcp is not read in one piece, so a single miss proves nothing.</remarks>
    public static Task ResetArrivedAsync(EndPoint local, EndPoint remote, CancellationToken cancellationToken) =>
        Eventually.StableAsync(
            () => Find(local, remote)?.State ?? KernelTcpState.Close,
            state => state == KernelTcpState.Close,
            times: 2,
            $"RST arrived at {local}",
            cancellationToken);

    /// <summary>Waits until this many bytes lie unread in the kernel at the end <paramref name="local"/>.</summary>
    public static Task UnreadAsync(EndPoint local, EndPoint remote, int count, CancellationToken cancellationToken) =>
        Eventually.TrueAsync(
            () => Find(local, remote)?.ReceiveQueue >= count, $"{count} bytes lay unread at {local}", cancellationToken);

    /// <summary>Waits until this many connections wait to be accepted.</summary>
    public static Task BacklogAsync(EndPoint listener, int count, CancellationToken cancellationToken) =>
        Eventually.TrueAsync(
            () => FindListener(listener)?.ReceiveQueue == count, $"{count} connections waited at {listener}", cancellationToken);

    private static IEnumerable<KernelTcpEntry> Entries(AddressFamily family)
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Ignore("Needs /proc/net/tcp to see what the kernel knows.");
        }

        string file = family == AddressFamily.InterNetworkV6 ? "/proc/net/tcp6" : "/proc/net/tcp";
        return File.ReadLines(file).Skip(1).Select(Parse);
    }

    private static KernelTcpEntry Parse(string line)
    {
        string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string[] queues = fields[4].Split(':');
        return new KernelTcpEntry(
            ParseEndPoint(fields[1]),
            ParseEndPoint(fields[2]),
            (KernelTcpState)ParseHex(fields[3]),
            ParseHex(queues[0]),
            ParseHex(queues[1]));
    }

    private static IPEndPoint ParseEndPoint(string text)
    {
        string[] parts = text.Split(':');
        byte[] address = Convert.FromHexString(parts[0]);
        for (int word = 0; word < address.Length; word += 4)
        {
            address.AsSpan(word, 4).Reverse();
        }

        return new IPEndPoint(new IPAddress(address), (int)ParseHex(parts[1]));
    }

    private static long ParseHex(string text) => long.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
