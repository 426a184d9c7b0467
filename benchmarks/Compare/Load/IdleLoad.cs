using System.Buffers.Binary;

namespace TcpBackends.Benchmarks.Compare.Load;

/// <summary>Many connections on which nothing happens.</summary>
internal sealed class IdleLoad(int port, int connections) : IDisposable
{
    private readonly Connection[] _connections =
        [.. Enumerable.Range(0, connections).Select(_ => Connection.Connect(port, noDelay: false))];

    /// <summary>One packet on each connection and back.</summary>
    public void EchoOnce()
    {
        Span<byte> sent = stackalloc byte[4 + 64];
        Span<byte> returned = stackalloc byte[sent.Length];
        BinaryPrimitives.WriteInt32BigEndian(sent, sent.Length - 4);
        foreach (Connection connection in _connections)
        {
            connection.SendAll(sent);
            connection.ReceiveExactly(returned);
        }
    }

    public void Dispose()
    {
        foreach (Connection connection in _connections)
        {
            connection.ResetOnClose();
            connection.Dispose();
        }
    }
}
