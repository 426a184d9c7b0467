namespace TcpBackends.Tests.Conformance.Soak;

/// <summary>Opening and closing many times leaves nothing behind. Run with <c>--filter TestCategory=Soak</c>.</summary>
public abstract class DescriptorSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    private const int WarmUp = 200;
    private const int Batch = 10_000;

    /// <summary>Each batch is a test of its own, under the watchdog.</summary>
    [Test]
    [Platform("Linux")]
    public async Task Connect_and_close_leave_the_descriptors_as_they_were([Range(1, 10)] int batch)
    {
        ITcpListener listener = await ListenAsync(new TcpSocketOptions { LocalAddress = Loopback.Unused() });
        await ConnectAndCloseAsync(listener, WarmUp);
        int before = OpenSockets();

        await ConnectAndCloseAsync(listener, Batch);

        Assert.That(OpenSockets(), Is.EqualTo(before), $"descriptors after batch {batch}");
    }

    /// <summary>Sockets only: the runtime opens files at times of its own.</summary>
    private static int OpenSockets() => Directory.GetFileSystemEntries("/proc/self/fd")
        .Count(path => new FileInfo(path).LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) ?? false);

    private async Task ConnectAndCloseAsync(ITcpListener listener, int times)
    {
        // A reset leaves no TIME_WAIT behind, so that the ports suffice.
        var options = new TcpSocketOptions { Linger = TcpLinger.Reset };
        for (int i = 0; i < times; i++)
        {
            ITcpSocket client = Outcome.Ok(await Backend.ConnectAsync(AddressOf(listener), options, null, Token), "connect");
            ITcpSocket server = Outcome.Ok(await listener.AcceptAsync(null, Token), "accept");
            Outcome.Ok(await client.CloseAsync(Token), "close");
            Outcome.Ok(await server.CloseAsync(Token), "close");
        }
    }
}

[TestFixture]
[Explicit("Long.")]
[Category("Soak")]
[NonParallelizable]
public sealed class InetDescriptor() : DescriptorSuite(BackendUnderTest.Inet);

[TestFixture]
[Explicit("Long.")]
[Category("Soak")]
[NonParallelizable]
public sealed class SocketDescriptor() : DescriptorSuite(BackendUnderTest.Socket);
