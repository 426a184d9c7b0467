using System.Net;

namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>Addresses of the loopback interface.</summary>
public static class Loopback
{
    private static int _last = Environment.ProcessId * 64;

    /// <summary>
    /// An address that no other test uses, for those that depend on which ports of it are taken. The whole of 127.0.0.0/8
    /// is local on Linux only.
    /// </summary>
    public static IPAddress Unused()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Ignore("Needs more loopback addresses than 127.0.0.1.");
        }

        int next = Interlocked.Increment(ref _last);
        return new IPAddress([127, (byte)(1 + (next >> 16) % 200), (byte)(next >> 8), (byte)(1 + next % 250)]);
    }

    /// <summary>A port of the address that was free a moment ago.</summary>
    public static async Task<int> FreePortAsync(IPAddress address)
    {
        await using RawListener listener = RawListener.Bind(new IPEndPoint(address, 0));
        return listener.Port;
    }
}
