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

    /// <summary>
    /// <see cref="Unused"/> with a port for those that open it again, or later: below the ports that the kernel chooses from, so that
    /// nobody who listens at every address is given it meanwhile.
    /// </summary>
    public static IPEndPoint UnusedEndPoint() => new(Unused(), 7007);
}
