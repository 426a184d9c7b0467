using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TcpBackends.Hosting;
using TcpBackends.Samples.EchoWorker;
using TcpBackends.Tests.Unit.Hosting.Fakes;

namespace TcpBackends.Tests.Unit.Hosting;

/// <summary>The echo worker in its host, on real connections.</summary>
[TestFixture(TcpBackendNames.Inet)]
[TestFixture(TcpBackendNames.Socket)]
[CancelAfter(30_000)]
internal sealed class EchoWorkerTests(string backendName)
{
    // Far more than the kernel holds for a peer that does not read, with the buffers below.
    private static readonly byte[] LargeFrame = Frame(512 * 1024);

    private readonly FakeLoggerFactory _log = new();

    [Test]
    public async Task Echoes_what_its_clients_send(CancellationToken watchdog)
    {
        using IHost host = await StartAsync(watchdog);
        using Socket first = await ConnectAsync(watchdog);
        using Socket second = await ConnectAsync(watchdog);

        foreach (Socket client in (Socket[])[first, second, first])
        {
            await client.SendAsync(Frame(5), watchdog);
            Assert.That(await ReadAsync(client, Frame(5).Length, watchdog), Is.EqualTo(Frame(5)));
        }

        await host.StopAsync(watchdog);
    }

    [Test]
    public async Task Stops_accepting_then_drains_then_closes(CancellationToken watchdog)
    {
        using IHost host = await StartAsync(watchdog);
        using Socket idle = await ConnectAsync(watchdog);
        using Socket slow = await ConnectAsync(watchdog);
        await slow.SendAsync(LargeFrame, watchdog);
        byte[] begun = await ReadAsync(slow, 5, watchdog);

        Task stopping = host.StopAsync(watchdog);
        await UntilRefusedAsync(watchdog);
        Assert.That(stopping.IsCompleted, Is.False, "the large packet is still under way");

        byte[] rest = await ReadAsync(slow, LargeFrame.Length - begun.Length, watchdog);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((byte[])[.. begun, .. rest], Is.EqualTo(LargeFrame));
            Assert.That(await slow.ReceiveAsync(new byte[1], watchdog), Is.Zero, "a FIN follows");
            Assert.That(await idle.ReceiveAsync(new byte[1], watchdog), Is.Zero, "a FIN, and no reset");
        }

        await stopping;
    }

    [Test]
    public async Task Stops_without_a_client_that_does_not_read_when_the_time_is_up(CancellationToken watchdog)
    {
        using IHost host = await StartAsync(watchdog);
        using Socket stalled = await ConnectAsync(watchdog);
        await stalled.SendAsync(LargeFrame, watchdog);
        await ReadAsync(stalled, 5, watchdog);
        EchoService service = host.Services.GetServices<IHostedService>().OfType<EchoService>().Single();

        await service.StopAsync(new CancellationToken(canceled: true)).WaitAsync(watchdog);

        Assert.That(service.ExecuteTask!.IsCompleted);
        await host.StopAsync(watchdog);
    }

    [Test]
    public void Refuses_to_start_with_a_bad_port(CancellationToken watchdog)
    {
        Assert.That(
            async () => await StartAsync(watchdog, ("EchoWorker:Port", "65536")),
            Throws.Exception.With.Message.Contains("Port"));
    }

    private async Task<IHost> StartAsync(CancellationToken watchdog, params (string Key, string Value)[] more)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["inet_backend"] = backendName,
            ["inet_default_listen_options:ip"] = "127.0.0.1",
            ["inet_default_listen_options:sndbuf"] = "4096",
            ["EchoWorker:Port"] = "0",
        });
        foreach ((string key, string value) in more)
        {
            builder.Configuration[key] = value;
        }

        builder.Services.AddSingleton<ILoggerFactory>(_log);
        builder.Services.AddTcpBackends(builder.Configuration);
        builder.Services.AddOptionsWithValidateOnStart<EchoOptions, EchoOptionsValidator>()
            .BindConfiguration(EchoOptions.Section);
        builder.Services.AddHostedService<EchoService>();
        IHost host = builder.Build();
        await host.StartAsync(watchdog);
        return host;
    }

    private async Task<Socket> ConnectAsync(CancellationToken watchdog)
    {
        Match listening = _log.Messages
            .Select(entry => Regex.Match(entry.Message, $@"^Listening on (.+) \({backendName}\)\.$"))
            .Single(match => match.Success);
        IPEndPoint server = IPEndPoint.Parse(listening.Groups[1].Value);
        var client = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        try
        {
            await client.ConnectAsync(server, watchdog);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private async Task UntilRefusedAsync(CancellationToken watchdog)
    {
        try
        {
            while (true)
            {
                (await ConnectAsync(watchdog)).Dispose();
            }
        }
        catch (SocketException refused)
        {
            Assert.That(refused.SocketErrorCode, Is.EqualTo(SocketError.ConnectionRefused));
        }
    }

    private static async Task<byte[]> ReadAsync(Socket client, int length, CancellationToken watchdog)
    {
        using var stream = new NetworkStream(client, ownsSocket: false);
        byte[] bytes = new byte[length];
        await stream.ReadExactlyAsync(bytes, watchdog);
        return bytes;
    }

    private static byte[] Frame(int length)
    {
        byte[] frame = new byte[4 + length];
        BinaryPrimitives.WriteInt32BigEndian(frame, length);
        for (int i = 4; i < frame.Length; i++)
        {
            frame[i] = (byte)(i % 251);
        }

        return frame;
    }
}
