namespace TcpBackends.Benchmarks.Subject;

/// <summary>Sends every packet back, from a small buffer into which it was received if it is no larger.</summary>
internal static class Echo
{
    private const int UsualPacket = 512;

    public static async Task ServeAsync(ITcpSocket socket)
    {
        await using (socket)
        {
            byte[] buffer = new byte[UsualPacket];
            TcpError error;
            do
            {
                TcpResult<int> received = await socket.ReceiveAsync(buffer);
                error = received.Error == TcpError.ENoBufs ? await SendLargeBackAsync(socket)
                    : received.IsOk ? (await socket.SendAsync(buffer.AsMemory(0, received.Value))).Error
                    : received.Error;
            }
            while (!Ending.IsReached(error));
        }
    }

    private static async Task<TcpError> SendLargeBackAsync(ITcpSocket socket)
    {
        TcpResult<TcpPacket> received = await socket.ReceiveAsync();
        return received.IsOk ? (await socket.SendAsync(received.Value.Memory)).Error : received.Error;
    }
}
