using System.Net;

namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>Addresses of the loopback interface.</summary>
public static class Loopback
{
    private const int FirstPort = 20_000;
    private const int Ports = 10_000;

    private static int _last = Environment.ProcessId * 64;
    private static int _lastPort = Environment.ProcessId * 64;

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
        return new IPAddress([127, (byte)(1 + (next / 64_000 % 200)), (byte)(next / 250), (byte)(1 + (next % 250))]);
    }

    /// <summary>
    /// A port that no other test uses, for those that open it again, or that find nobody there: by default below the ports that the
    /// kernel chooses from, so that nobody is given it meanwhile.
    /// </summary>
    public static int UnusedPort() => FirstPort + (Interlocked.Increment(ref _lastPort) % Ports);

    /// <summary>An address and a port that no other test uses.</summary>
    public static IPEndPoint UnusedEndPoint() => new(Unused(), UnusedPort());
}
