using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TcpBackends.Tests.RealPeers;

/// <summary>A client that says exactly what the test says.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly StringBuilder _received = new();

    public static async Task<RawClient> ConnectAsync(IPEndPoint server, CancellationToken cancellationToken)
    {
        var client = new RawClient();
        await client._socket.ConnectAsync(server, cancellationToken);
        return client;
    }

    public async Task SendAsync(string text, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> bytes = Encoding.Latin1.GetBytes(text);
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await _socket.SendAsync(bytes, cancellationToken)..];
        }
    }

    public async Task DribbleAsync(string text, CancellationToken cancellationToken)
    {
        foreach (char character in text)
        {
            await SendAsync(character.ToString(), cancellationToken);
        }
    }

    public void EndSending() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>Everything up to and including the text.</summary>
    public async Task<string> ReceiveThroughAsync(string text, CancellationToken cancellationToken)
    {
        while (true)
        {
            string all = _received.ToString();
            int end = all.IndexOf(text, StringComparison.Ordinal);
            if (end >= 0)
            {
                _received.Remove(0, end + text.Length);
                return all[..(end + text.Length)];
            }

            Assert.That(await ReceiveSomeAsync(cancellationToken), Is.True, $"the stream ended before {text}: {all}");
        }
    }

    public async Task<string> ReceiveToEndAsync(CancellationToken cancellationToken)
    {
        while (await ReceiveSomeAsync(cancellationToken))
        {
        }

        return _received.ToString();
    }

    public void Dispose() => _socket.Dispose();

    private async Task<bool> ReceiveSomeAsync(CancellationToken cancellationToken)
    {
        byte[] bytes = new byte[4096];
        int count = await _socket.ReceiveAsync(bytes, cancellationToken);
        _received.Append(Encoding.Latin1.GetString(bytes, 0, count));
        return count > 0;
    }
}
