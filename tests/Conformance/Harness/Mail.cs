using System.Text;

namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>What the owner of a socket is told, in words: <c>{tcp,abc}</c>, <c>{tcp_closed}</c> and so on.</summary>
public static class Mail
{
    public const string Closed = "{tcp_closed}";

    public const string Passive = "{tcp_passive}";

    public const string Reset = "{tcp_error,econnreset}";

    public static string Data(string text) => $"{{tcp,{text}}}";

    public static string Error(TcpError error) => $"{{tcp_error,{error.ToAtom()}}}";

    /// <summary>The next messages of the owner are these.</summary>
    public static Task TellsAsync(
        this ITcpOwned socket, IEnumerable<string> expected, string rule, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(socket);
        return socket.Owner.HearsAsync(expected, rule, cancellationToken);
    }

    /// <summary>The next messages in the mailbox are these.</summary>
    public static async Task HearsAsync(
        this ITcpMailbox mailbox, IEnumerable<string> expected, string rule, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(mailbox);
        ArgumentNullException.ThrowIfNull(expected);
        string[] words = [.. expected];
        var heard = new List<string>();
        foreach (string word in words)
        {
            try
            {
                heard.Add(Words(await mailbox.Messages.ReadAsync(cancellationToken)));
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                heard.Add("nothing before the watchdog");
            }

            if (heard[^1] != word)
            {
                Assert.Fail($"{rule}\n  expected {string.Join(' ', words)}\n  was      {string.Join(' ', heard)}");
            }
        }
    }

    /// <summary>There is no message, looked at when the socket has answered a question that was asked just now.</summary>
    public static void TellsNothing(this ITcpEndpoint socket, string rule)
    {
        ArgumentNullException.ThrowIfNull(socket);
        // Answered when what is being delivered has been delivered.
        _ = socket.Options.Get(TcpOptions.Active);
        socket.Owner.HearsNothing(rule);
    }

    public static void HearsNothing(this ITcpMailbox mailbox, string rule)
    {
        ArgumentNullException.ThrowIfNull(mailbox);
        if (mailbox.Messages.TryRead(out TcpMessage? message))
        {
            Assert.Fail($"{rule}\n  expected no message\n  was      {Words(message)}");
        }
    }

    public static string Words(TcpMessage message) => message switch
    {
        TcpDataMessage data => $"{{tcp,{Words(data.Packet)}}}",
        TcpPortMessage port => $"{{S,{{data,{Words(port.Packet)}}}}}",
        TcpHttpMessage http => $"{{http,{http.Packet.GetType().Name}}}",
        TcpErrorMessage error => Error(error.Error),
        TcpClosedMessage => Closed,
        TcpPassiveMessage => Passive,
        _ => throw new ArgumentException($"{message} is a new kind of message.", nameof(message)),
    };

    /// <summary>Text; a list of bytes in brackets, with the rest behind a bar if only the header is one.</summary>
    public static string Words(TcpPacket packet) => packet switch
    {
        { Http: { } http } => http.GetType().Name,
        { Mode: TcpMode.List } => $"[{Text(packet.Memory)}]",
        { HeaderLength: > 0 } => $"[{Text(packet.Header)}|{Text(packet.Body)}]",
        _ => Text(packet.Memory),
    };

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.Latin1.GetString(bytes.Span).Replace("\n", "", StringComparison.Ordinal);
}
