namespace TcpBackends.Benchmarks.Subject;

/// <summary>Sends every packet back. While nothing arrives, a connection holds no buffer.</summary>
internal static class Echo
{
    public static async Task ServeAsync(ITcpSocket socket)
    {
        await using (socket)
        {
            while (true)
            {
                TcpResult<TcpPacket> received = await socket.ReceiveAsync();
                if (Ending.IsReached(received.Error))
                {
                    return;
                }

                TcpSendResult sent = await socket.SendAsync(received.Value.Memory);
                if (Ending.IsReached(sent.Error))
                {
                    return;
                }
            }
        }
    }
}
