using System.Buffers;
using System.Globalization;
using System.Net;
using TcpBackends.Benchmarks.Harness;
using TcpBackends.Framing;

namespace TcpBackends.Benchmarks.Subject;

/// <summary>A backend of this library, through its public contract.</summary>
internal sealed class BackendSubject(ITcpBackend backend) : ISubject
{
    private const int Backlog = 4096;

    public Task EchoAsync(SubjectCommand command, Action<IPEndPoint> ready, CancellationToken cancellationToken) =>
        ServeAsync(
            command,
            PacketType.Length4,
            Active(command) is { } active ? socket => ActiveServing.EchoAsync(socket, active) : Echo.ServeAsync,
            ready,
            cancellationToken);

    public Task SinkAsync(SubjectCommand command, Action<IPEndPoint> ready, CancellationToken cancellationToken) =>
        ServeAsync(
            command,
            PacketType.Raw,
            Active(command) is { } active ? socket => ActiveServing.SinkAsync(socket, active) : Sink.ServeAsync,
            ready,
            cancellationToken);

    public Task AcceptCloseAsync(
        SubjectCommand command, Action<IPEndPoint> ready, CancellationToken cancellationToken) =>
        ServeAsync(command, PacketType.Raw, CloseAsync, ready, cancellationToken);

    public Task<long> SendBulkAsync(SubjectCommand command, IPEndPoint to, CancellationToken cancellationToken) =>
        SendAsync(Options(command, PacketType.Raw), command.Size!.Value, to, cancellationToken);

    public Task<long> SendSmallAsync(SubjectCommand command, IPEndPoint to, CancellationToken cancellationToken) =>
        SendAsync(Options(command, PacketType.Length4), command.Size!.Value, to, cancellationToken);

    private async Task<long> SendAsync(
        TcpSocketOptions options, int size, IPEndPoint to, CancellationToken cancellationToken)
    {
        await using ITcpSocket socket = (await backend.ConnectAsync(to, options, cancellationToken: cancellationToken)).Value;
        var message = new ReadOnlySequence<byte>(new byte[size]);
        long count = 0;
        for (; !cancellationToken.IsCancellationRequested; count++)
        {
            (await socket.SendAsync(message, CancellationToken.None)).ThrowIfError();
        }

        (await socket.CloseAsync(CancellationToken.None)).ThrowIfError();
        return count;
    }

    private async Task ServeAsync(
        SubjectCommand command,
        PacketType packet,
        Func<ITcpSocket, Task> serve,
        Action<IPEndPoint> ready,
        CancellationToken cancellationToken)
    {
        TcpSocketOptions options = Options(command, packet) with
        {
            LocalAddress = IPAddress.Loopback,
            ReuseAddress = true,
            Backlog = Backlog,
        };
        await using ITcpListener listener = (await backend.ListenAsync(command.Port, options, cancellationToken)).Value;
        ready((IPEndPoint)listener.LocalEndPoint.Value);
        var served = new Served();
        await served.WhileAsync(AcceptAsync(listener, socket => served.RunAsync(socket, serve), cancellationToken));
    }

    private static async Task AcceptAsync(
        ITcpListener listener, Func<ITcpSocket, Task> serve, CancellationToken cancellationToken)
    {
        while (true)
        {
            ITcpSocket socket = (await listener.AcceptAsync(cancellationToken: cancellationToken)).Value;
            _ = serve(socket);
        }
    }

    private static async Task CloseAsync(ITcpSocket socket) =>
        (await socket.CloseAsync(CancellationToken.None)).ThrowIfError();

    private static TcpActive? Active(SubjectCommand command) => command.Active switch
    {
        "false" => null,
        "true" => TcpActive.True,
        "once" => TcpActive.Once,
        _ => TcpActive.Count(int.Parse(command.Active, CultureInfo.InvariantCulture)),
    };

    private static TcpSocketOptions Options(SubjectCommand command, PacketType packet)
    {
        TcpSocketOptions options = new()
        {
            Packet = packet,
            Buffer = SubjectCommand.BulkSize,
            NoDelay = command.NoDelay ? true : null,
        };
        return !command.DelaySend ? options : options with
        {
            DelaySend = true,
            HighWatermark = SubjectCommand.DelayedBytes,
            LowWatermark = SubjectCommand.DelayedBytes / 2,
        };
    }
}
