namespace TcpBackends.Benchmarks.Subject;

/// <summary>Serves a connection in active mode: what arrives comes as messages.</summary>
internal static class ActiveServing
{
    public static Task EchoAsync(ITcpSocket socket, TcpActive active) =>
        ServeAsync(socket, active, static async (socket, data) => (await socket.SendAsync(data.Packet.Memory)).Error);

    public static Task SinkAsync(ITcpSocket socket, TcpActive active) =>
        ServeAsync(socket, active, static (_, _) => ValueTask.FromResult(TcpError.None));

    private static async Task ServeAsync(
        ITcpSocket socket, TcpActive active, Func<ITcpSocket, TcpDataMessage, ValueTask<TcpError>> handle)
    {
        await using (socket)
        {
            if (Ending.IsReached(socket.Options.Set(TcpOptions.Active, active).Error))
            {
                return;
            }

            await foreach (TcpMessage message in socket.Owner.Messages.ReadAllAsync())
            {
                bool isSpent = message is TcpPassiveMessage;
                if (message is TcpDataMessage data)
                {
                    if (Ending.IsReached(await handle(socket, data)))
                    {
                        return;
                    }

                    isSpent = active.Mode == TcpActiveMode.Once;
                }

                if (message is TcpClosedMessage || (isSpent && IsRefused(socket.Options.Set(TcpOptions.Active, active).Error)))
                {
                    return;
                }
            }
        }
    }

    // The connection may have ended meanwhile.
    private static bool IsRefused(TcpError error) => error == TcpError.EInval || Ending.IsReached(error);
}
