using System.Net.Sockets;
using TcpBackends.Core.Io;

namespace TcpBackends.Tests.Unit.Core.Delivery;

/// <summary>A socket that reads what the test gives it, and counts how often it is asked.</summary>
internal sealed class ScriptedSocket : FakeIoSocket, IIoPlatform
{
    [ThreadStatic]
    private static int _readsOfThisThread;

    private readonly Queue<byte[]> _arrived = [];
    private IIoEvents? _events;

    /// <summary>How often this thread has asked the kernel for bytes, of whatever socket.</summary>
    public static int ReadsOfThisThread => _readsOfThisThread;

    /// <summary>How often the kernel was asked for bytes.</summary>
    public int Reads { get; private set; }

    /// <summary>Whether it never runs out of bytes.</summary>
    public bool IsEndless { get; set; }

    public TcpError Prepare() => TcpError.None;

    public TcpError TryAdopt(int descriptor, AddressFamily family, out IIoSocket? socket) => TryOpen(family, out socket);

    public TcpError TryOpen(AddressFamily family, out IIoSocket? socket)
    {
        socket = this;
        return TcpError.None;
    }

    public override void Start(IIoEvents events) => _events = events;

    /// <summary>Bytes that one read brings.</summary>
    public void Arrive(params byte[] segment) => _arrived.Enqueue(segment);

    /// <summary>Says that there is something to read.</summary>
    public void Notify() => _events!.OnReadable();

    public override IoResult TryReceive(Span<byte> destination)
    {
        Reads++;
        _readsOfThisThread++;
        if (IsEndless)
        {
            destination.Clear();
            return new IoResult(destination.Length, TcpError.None);
        }

        if (!_arrived.TryDequeue(out byte[]? segment))
        {
            return TcpError.EAgain;
        }

        segment.CopyTo(destination);
        return new IoResult(segment.Length, TcpError.None);
    }
}
