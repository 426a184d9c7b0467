using System.Net;
using System.Net.Sockets;
using TcpBackends.Benchmarks.Harness;

namespace TcpBackends.Benchmarks.Peers.Raw;

/// <summary>System.Net.Sockets, used as its documentation recommends: awaited calls with memory, nothing around them.</summary>
internal sealed class RawSubject : ISubject
{
    private const int Backlog = 4096;

    public Task EchoAsync(SubjectCommand command, Action<IPEndPoint> ready, CancellationToken cancellationToken) =>
        ServeAsync(command, RawEcho.ServeAsync, ready, cancellationToken);

    public Task SinkAsync(SubjectCommand command, Action<IPEndPoint> ready, CancellationToken cancellationToken) =>
        ServeAsync(command, SinkAsync, ready, cancellationToken);

    public Task AcceptCloseAsync(
        SubjectCommand command, Action<IPEndPoint> ready, CancellationToken cancellationToken) =>
        ServeAsync(command, CloseAsync, ready, cancellationToken);

    public Task<long> SendBulkAsync(SubjectCommand command, IPEndPoint to, CancellationToken cancellationToken) =>
        SendAsync(command, new byte[command.Size!.Value], to, cancellationToken);

    public Task<long> SendSmallAsync(SubjectCommand command, IPEndPoint to, CancellationToken cancellationToken) =>
        SendAsync(command, Packets.Create(command.Size!.Value), to, cancellationToken);

    private static async Task<long> SendAsync(
        SubjectCommand command, byte[] message, IPEndPoint to, CancellationToken cancellationToken)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.NoDelay = command.NoDelay;
        await socket.ConnectAsync(to, cancellationToken);
        long count = 0;
        for (; !cancellationToken.IsCancellationRequested; count++)
        {
            await RawEcho.SendAllAsync(socket, message);
        }

        socket.Shutdown(SocketShutdown.Both);
        return count;
    }

    private static async Task ServeAsync(
        SubjectCommand command,
        Func<Socket, Task> serve,
        Action<IPEndPoint> ready,
        CancellationToken cancellationToken)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, command.Port));
        listener.Listen(Backlog);
        ready((IPEndPoint)listener.LocalEndPoint!);
        var served = new Served();
        await served.WhileAsync(AcceptAsync());

        async Task AcceptAsync()
        {
            while (true)
            {
                Socket socket = await listener.AcceptAsync(cancellationToken);
                if (command.NoDelay)
                {
                    socket.NoDelay = true;
                }

                _ = served.RunAsync(socket, UntilResetAsync);
            }
        }

        async Task UntilResetAsync(Socket socket)
        {
            try
            {
                await serve(socket);
            }
            catch (SocketException exception)
                when (exception.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown)
            {
                // The client has gone away.
            }
        }
    }

    private static async Task SinkAsync(Socket socket)
    {
        using (socket)
        {
            byte[] buffer = new byte[SubjectCommand.BulkSize];
            while (await socket.ReceiveAsync(buffer) > 0)
            {
            }
        }
    }

    private static Task CloseAsync(Socket socket)
    {
        socket.Dispose();
        return Task.CompletedTask;
    }
}
