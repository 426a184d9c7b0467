using System.Net;

namespace TcpBackends.Tests.Conformance.Soak;

/// <summary>What must not grow, however long it runs. Run with <c>--filter TestCategory=Soak</c>.</summary>
public abstract class EnduranceSuite(BackendUnderTest subject)
{
    private const int Cycles = 100_000;
    private const int WarmUp = 2_000;
    private const int Workers = 4;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    [Test]
    public async Task Connecting_and_closing_100000_times_leaves_no_descriptor_behind()
    {
        using var watchdog = new CancellationTokenSource(Limit);
        ITcpBackend backend = subject.Create();
        await RunAsync(backend, WarmUp, watchdog.Token);
        int descriptors = CountDescriptors();
        long memory = GC.GetTotalMemory(forceFullCollection: true);

        await RunAsync(backend, Cycles, watchdog.Token);

        Assert.That(CountDescriptors, Is.LessThanOrEqualTo(descriptors).After(10_000, 100), "open descriptors");
        Assert.That(GC.GetTotalMemory(forceFullCollection: true) - memory, Is.LessThan(5_000_000), "memory");
        if (backend is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
    }

    /// <summary>Of sockets, pipes and the like; the runtime opens files when it needs another assembly.</summary>
    private static int CountDescriptors()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Ignore("Needs /proc/self/fd.");
        }

        return new DirectoryInfo("/proc/self/fd").GetFileSystemInfos().Count(link => link.LinkTarget is not ['/', ..]);
    }

    private static Task RunAsync(ITcpBackend backend, int cycles, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(
            () => ConnectAndCloseAsync(backend, cycles / Workers, cancellationToken), cancellationToken)));

    private static async Task ConnectAndCloseAsync(ITcpBackend backend, int cycles, CancellationToken cancellationToken)
    {
        // An address of its own, since closed connections keep their ports for a while.
        var options = new TcpSocketOptions { LocalAddress = Loopback.Unused() };
        ITcpListener listener = Outcome.Ok(await backend.ListenAsync(0, options, cancellationToken), "listen");
        EndPoint address = Outcome.Ok(listener.LocalEndPoint, "sockname");
        for (int i = 0; i < cycles; i++)
        {
            ITcpSocket client = Outcome.Ok(await backend.ConnectAsync(address, null, null, cancellationToken), "connect");
            ITcpSocket server = Outcome.Ok(await listener.AcceptAsync(null, cancellationToken), "accept");
            if (i % 4 == 0)
            {
                // A receive that waits makes the socket known to the event loop.
                ValueTask<TcpResult<TcpPacket>> receiving = server.ReceiveAsync(0, null, cancellationToken);
                Outcome.Ok(await client.SendAsync(new byte[10], cancellationToken), "send");
                Outcome.Ok(await receiving, "recv");
            }

            (ITcpSocket first, ITcpSocket second) = i % 2 == 0 ? (client, server) : (server, client);
            Outcome.Ok(await first.CloseAsync(cancellationToken), "close");
            Outcome.Ok(await second.CloseAsync(cancellationToken), "close");
        }

        Outcome.Ok(await listener.CloseAsync(cancellationToken), "close");
    }
}

[TestFixture]
[Explicit("Long.")]
[Category("Soak")]
[NonParallelizable]
public sealed class InetEndurance() : EnduranceSuite(BackendUnderTest.Inet);

[TestFixture]
[Explicit("Long.")]
[Category("Soak")]
[NonParallelizable]
public sealed class SocketEndurance() : EnduranceSuite(BackendUnderTest.Socket);
