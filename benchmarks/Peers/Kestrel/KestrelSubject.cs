using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TcpBackends.Benchmarks.Harness;

namespace TcpBackends.Benchmarks.Peers.Kestrel;

/// <summary>The transport of ASP.NET Core's Kestrel, with connection handlers.</summary>
internal sealed class KestrelSubject : ISubject
{
    public Task EchoAsync(SubjectCommand command, Action<IPEndPoint> ready, CancellationToken cancellationToken) =>
        ServeAsync(command, KestrelHandlers.EchoAsync, ready, cancellationToken);

    public Task SinkAsync(SubjectCommand command, Action<IPEndPoint> ready, CancellationToken cancellationToken) =>
        ServeAsync(command, KestrelHandlers.SinkAsync, ready, cancellationToken);

    public Task AcceptCloseAsync(
        SubjectCommand command, Action<IPEndPoint> ready, CancellationToken cancellationToken) =>
        ServeAsync(command, static _ => Task.CompletedTask, ready, cancellationToken);

    public Task<long> SendBulkAsync(SubjectCommand command, IPEndPoint to, CancellationToken cancellationToken) =>
        SendAsync(command, new byte[command.Size!.Value], to, cancellationToken);

    public Task<long> SendSmallAsync(SubjectCommand command, IPEndPoint to, CancellationToken cancellationToken) =>
        SendAsync(command, Packets.Create(command.Size!.Value), to, cancellationToken);

    private static async Task<long> SendAsync(
        SubjectCommand command, byte[] message, IPEndPoint to, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = command.NoDelay,
        };
        await socket.ConnectAsync(to, cancellationToken);
        using var factory = new SocketConnectionContextFactory(
            new SocketConnectionFactoryOptions(), NullLogger<KestrelSubject>.Instance);
        await using ConnectionContext connection = factory.Create(socket);
        PipeWriter output = connection.Transport.Output;
        long count = 0;
        for (; !cancellationToken.IsCancellationRequested; count++)
        {
            await output.WriteAsync(message, CancellationToken.None);
        }

        await output.CompleteAsync();
        return count;
    }

    private static async Task ServeAsync(
        SubjectCommand command,
        Func<ConnectionContext, Task> serve,
        Action<IPEndPoint> ready,
        CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.Configure<SocketTransportOptions>(options =>
        {
            options.NoDelay = command.NoDelay;
            options.Backlog = 4096;
        });
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(
            IPAddress.Loopback, command.Port, listen => listen.Run(context => serve(context))));
        await using WebApplication app = builder.Build();
        await app.StartAsync(cancellationToken);
        ready(new IPEndPoint(IPAddress.Loopback, new Uri(app.Urls.First()).Port));
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
    }
}
