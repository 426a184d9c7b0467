using System.Text;
using TcpBackends.Framing;

namespace TcpBackends.Samples.HttpHello;

/// <summary>One connection: request after request, as long as the client keeps it.</summary>
internal sealed class HelloConnection(ITcpSocket socket)
{
    private const int LargestBody = 1024 * 1024;
    private const int Piece = 64 * 1024;

    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    /// <summary>Runs until the connection ends. Stopping ends the wait for a request, but not the answer to one.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            bool goOn = true;
            while (goOn)
            {
                TcpResult<TcpPacket> first = await socket.ReceiveAsync(timeout: Idle, cancellationToken: stop);
                goOn = first.IsOk && first.Value.Http switch
                {
                    HttpRequestLine line => await AnswerAsync(new HelloRequest(line), stop),
                    HttpErrorLine { Line.Length: <= 2 } => true, // an empty line before a request is allowed
                    _ => await RefuseAsync("400 Bad Request"),
                };
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // No request has begun, so the client loses nothing.
        }
    }

    private async Task<bool> AnswerAsync(HelloRequest request, CancellationToken stop)
    {
        while (true)
        {
            if (request.Complaint is { } complaint)
            {
                return await RefuseAsync(complaint);
            }

            TcpResult<TcpPacket> received = await socket.ReceiveAsync(timeout: Pause, cancellationToken: CancellationToken.None);
            if (!received.IsOk)
            {
                return false;
            }

            switch (received.Value.Http)
            {
                case HttpHeaderField header:
                    request.Add(header);
                    break;
                case HttpEndOfHeaders when request.BodyLength > LargestBody:
                    return await RefuseAsync("413 Content Too Large");
                case HttpEndOfHeaders:
                    return (!request.ExpectsContinue || await SendAsync("HTTP/1.1 100 Continue\r\n\r\n"))
                        && await DiscardBodyAsync(request.BodyLength)
                        && await GreetAsync(request, stop);
                default:
                    return await RefuseAsync("400 Bad Request");
            }
        }
    }

    /// <summary>
    /// The body is not lines: it is read as packet raw, and then lines are due again. False: the client has gone.
    /// </summary>
    private async Task<bool> DiscardBodyAsync(long length)
    {
        if (length == 0)
        {
            return true;
        }

        socket.Options.Set(TcpOptions.Packet, PacketType.Raw).ThrowIfError();
        while (length > 0)
        {
            TcpResult<TcpPacket> piece = await socket.ReceiveAsync((int)Math.Min(length, Piece), Pause);
            if (!piece.IsOk)
            {
                return false;
            }

            length -= piece.Value.Length;
        }

        socket.Options.Set(TcpOptions.Packet, PacketType.HttpBin).ThrowIfError();
        return true;
    }

    private async Task<bool> GreetAsync(HelloRequest request, CancellationToken stop)
    {
        (string status, string body) = (request.Method, request.Path) switch
        {
            (HttpKnownMethod.Get or HttpKnownMethod.Head or HttpKnownMethod.Post, "/") =>
                ("200 OK", $"Hello from the backend {socket.BackendName}!\n"),
            (HttpKnownMethod.Get or HttpKnownMethod.Head or HttpKnownMethod.Post, _) => ("404 Not Found", "Nothing here.\n"),
            _ => ("405 Method Not Allowed", "GET, HEAD or POST.\n"),
        };
        bool keepAlive = request.KeepAlive && !stop.IsCancellationRequested;
        string answer = HeadOf(status, body, keepAlive) + (request.Method == HttpKnownMethod.Head ? "" : body);
        return await SendAsync(answer) && keepAlive;
    }

    private async Task<bool> RefuseAsync(string status)
    {
        // Closing with something unread would reset the connection, and with it the answer.
        if (await SendAsync(HeadOf(status, status, keepAlive: false) + status)
            && (await socket.ShutdownAsync(TcpShutdown.Write)).IsOk)
        {
            await DiscardBodyAsync(LargestBody);
        }

        return false;
    }

    private static string HeadOf(string status, string body, bool keepAlive)
    {
        string allow = status.StartsWith("405", StringComparison.Ordinal) ? "Allow: GET, HEAD, POST\r\n" : "";
        return $"HTTP/1.1 {status}\r\nContent-Type: text/plain\r\nContent-Length: {body.Length}\r\n"
            + $"{allow}Connection: {(keepAlive ? "keep-alive" : "close")}\r\n\r\n";
    }

    private async Task<bool> SendAsync(string text) => (await socket.SendAsync(Encoding.ASCII.GetBytes(text))).IsOk;
}
