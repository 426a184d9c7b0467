using System.Net;
using System.Net.Sockets;

namespace TcpBackends.Core.Io.Portable;

/// <summary>A connection of this process to itself, to get a thread out of Select.</summary>
#pragma warning disable CA1001 // It serves the process until it ends.
internal sealed class SelectWaker
#pragma warning restore CA1001
{
    private readonly Socket _sender;
    private readonly byte[] _buffer = new byte[16];

    public SelectWaker()
    {
        IPAddress loopback = Socket.OSSupportsIPv4 ? IPAddress.Loopback : IPAddress.IPv6Loopback;
        using var listener = new Socket(loopback.AddressFamily, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new IPEndPoint(loopback, 0));
        listener.Listen(1);
        _sender = new Socket(loopback.AddressFamily, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            _sender.Connect(listener.LocalEndPoint!);
            Receiver = AcceptFrom(listener, _sender.LocalEndPoint!);
        }
        catch
        {
            _sender.Dispose();
            throw;
        }

        Receiver.Blocking = false;
        _sender.NoDelay = true;
    }

    /// <summary>Readable once <see cref="Wake"/> was called.</summary>
    public Socket Receiver { get; }

    public void Wake() => _sender.Send(_buffer.AsSpan(0, 1));

    /// <summary>Makes it unreadable again.</summary>
    public void Reset() => Receiver.Receive(_buffer, SocketFlags.None, out _);

    /// <summary>Anyone on this machine can connect to the listener, so it takes the one connection that is known.</summary>
    private static Socket AcceptFrom(Socket listener, EndPoint peer)
    {
        while (true)
        {
            Socket accepted = listener.Accept();
            if (peer.Equals(accepted.RemoteEndPoint))
            {
                return accepted;
            }

            accepted.Dispose();
        }
    }
}
