using System.Buffers.Binary;
using System.ComponentModel;
using System.Runtime.InteropServices;

namespace TcpBackends.Benchmarks.Compare.Load;

/// <summary>A blocking TCP socket on 127.0.0.1.</summary>
internal sealed unsafe class Connection : IDisposable
{
    private const int Backlog = 128;
    private const long WaitLimitSeconds = 10;

    private Connection(int descriptor) => Descriptor = descriptor;

    public int Descriptor { get; }

    public static Connection Connect(int port, bool noDelay = true)
    {
        Connection connection = Open();
        LibC.Address address = Loopback(port);
        Check(LibC.Connect(connection.Descriptor, &address, (uint)sizeof(LibC.Address)), "connect");
        if (noDelay)
        {
            connection.Set(LibC.IpProtoTcp, LibC.TcpNoDelay, 1);
        }

        return connection;
    }

    public static Connection Listen(out int port)
    {
        Connection listener = Open();
        LibC.Address address = Loopback(0);
        uint length = (uint)sizeof(LibC.Address);
        Check(LibC.Bind(listener.Descriptor, &address, length), "bind");
        Check(LibC.Listen(listener.Descriptor, Backlog), "listen");
        Check(LibC.GetName(listener.Descriptor, &address, &length), "getsockname");
        port = BinaryPrimitives.ReverseEndianness(address.Port);
        return listener;
    }

    public Connection Accept()
    {
        var accepted = new Connection(Check(LibC.Accept(Descriptor, null, null), "accept"));
        accepted.LimitWaits();
        return accepted;
    }

    /// <summary>Waking up only for this many bytes at a time.</summary>
    public void WakePer(int bytes) => Set(LibC.SolSocket, LibC.SoReceiveLowWatermark, bytes);

    /// <summary>Closing resets the connection, so that it leaves nothing behind in the kernel.</summary>
    public void ResetOnClose()
    {
        int* linger = stackalloc int[] { 1, 0 };
        Check(LibC.SetOption(Descriptor, LibC.SolSocket, LibC.SoLinger, linger, 2 * sizeof(int)), "setsockopt");
    }

    public void SendAll(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* pointer = bytes)
        {
            for (nint sent = 0; sent < bytes.Length;)
            {
                sent += Check(
                    LibC.Send(Descriptor, pointer + sent, (nuint)(bytes.Length - sent), LibC.MsgNoSignal), "send");
            }
        }
    }

    /// <summary>Receives what is there; 0: the end.</summary>
    public int Receive(Span<byte> buffer)
    {
        fixed (byte* pointer = buffer)
        {
            return (int)Check(LibC.Receive(Descriptor, pointer, (nuint)buffer.Length, 0), "recv");
        }
    }

    public void ReceiveExactly(Span<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            int count = Receive(buffer);
            buffer = count > 0 ? buffer[count..] : throw new EndOfStreamException("The subject closed the connection.");
        }
    }

    public void Dispose() => _ = LibC.Close(Descriptor);

    private static Connection Open()
    {
        var connection = new Connection(Check(LibC.Socket(LibC.AfInet, LibC.SockStream, 0), "socket"));
        connection.LimitWaits();
        return connection;
    }

    /// <summary>A subject that hangs must not hang this program.</summary>
    private void LimitWaits()
    {
        long* limit = stackalloc long[] { WaitLimitSeconds, 0 };
        Check(LibC.SetOption(Descriptor, LibC.SolSocket, LibC.SoReceiveTimeout, limit, 2 * sizeof(long)), "setsockopt");
        Check(LibC.SetOption(Descriptor, LibC.SolSocket, LibC.SoSendTimeout, limit, 2 * sizeof(long)), "setsockopt");
    }

    private void Set(int level, int option, int value) =>
        Check(LibC.SetOption(Descriptor, level, option, &value, sizeof(int)), "setsockopt");

    private static LibC.Address Loopback(int port) => new()
    {
        Family = LibC.AfInet,
        Port = BinaryPrimitives.ReverseEndianness((ushort)port),
        Host = BinaryPrimitives.ReverseEndianness(0x7f00_0001u),
    };

    private static int Check(int returned, string call) => (int)Check((nint)returned, call);

    private static nint Check(nint returned, string call) =>
        returned >= 0 ? returned
            : throw new IOException($"{call}: {new Win32Exception(Marshal.GetLastSystemError()).Message}");
}
