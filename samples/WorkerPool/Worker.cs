namespace TcpBackends.Samples.WorkerPool;

/// <summary>
/// One worker of the example in the gen_tcp manual: accepts on a listener that it shares with others, and serves one connection at a
/// time, asking for each packet with <c>{active, once}</c>. The answer is the packet in upper case.
/// </summary>
internal sealed class Worker(int number, ITcpBackend backend, ITcpListener listener)
{
    /// <summary>Works until the token is cancelled; an answer that is under way is still sent.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        await using ITcpMailbox mailbox = backend.CreateMailbox();
        try
        {
            while (true)
            {
                TcpResult<ITcpSocket> accepted = await listener.AcceptAsync(mailbox, cancellationToken: stop);
                if (!accepted.TryGetValue(out ITcpSocket? socket))
                {
                    Console.WriteLine($"Worker {number}: accept returned {accepted.Error.ToAtom()}, goodbye!");
                    return;
                }

                await using (socket)
                {
                    await ServeAsync(socket, mailbox, stop);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Whoever waits for a connection or a packet stops here; what it owns is closed.
        }
    }

    private async Task ServeAsync(ITcpSocket socket, ITcpMailbox mailbox, CancellationToken stop)
    {
        socket.Options.Set(TcpOptions.Active, TcpActive.Once);
        while (true)
        {
            switch (await mailbox.Messages.ReadAsync(stop))
            {
                case TcpDataMessage data when data.Socket == socket:
                    TcpSendResult sent = await socket.SendAsync(Process(data.Packet.Span), CancellationToken.None);
                    if (!sent.IsOk)
                    {
                        Console.WriteLine($"Worker {number}: send returned {sent.Error.ToAtom()}");
                        return;
                    }

                    socket.Options.Set(TcpOptions.Active, TcpActive.Once);
                    break;
                case TcpClosedMessage closed when closed.Socket == socket:
                    Console.WriteLine($"Worker {number}: the connection is closed ({socket.CloseReason})");
                    return;
                default:
                    // From a connection that was given up before: nobody waits for it any more.
                    break;
            }
        }
    }

    private static byte[] Process(ReadOnlySpan<byte> request)
    {
        byte[] answer = request.ToArray();
        foreach (ref byte item in answer.AsSpan())
        {
            item = item is >= (byte)'a' and <= (byte)'z' ? (byte)(item - 'a' + 'A') : item;
        }

        return answer;
    }
}
