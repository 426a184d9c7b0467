using System.Buffers;
using System.Net;
using TcpBackends.Core.Io;

namespace TcpBackends.Tests.Unit.Core;

/// <summary>A socket that connects at once, and to which nothing ever happens.</summary>
internal class FakeIoSocket : IIoSocket
{
    public virtual void Start(IIoEvents events)
    {
        // There are none.
    }

    public virtual TcpError Connect(EndPoint remote) => TcpError.None;

    public virtual TcpError FinishConnect() => TcpError.None;

    public bool IsDrained => false;

    public void SetUnreceived(bool any)
    {
        // Nothing is kept.
    }

    public virtual IoResult TryReceive(Span<byte> destination) => TcpError.EAgain;

    public virtual IoResult TrySend(ReadOnlySpan<byte> header, in ReadOnlySequence<byte> body) => TcpError.EAgain;

    public virtual bool WaitReadable() => true;

    public virtual bool WaitWritable() => true;

    public virtual void EndWaitReadable()
    {
        // Nothing is kept.
    }

    public virtual void EndWaitWritable()
    {
        // Nothing is kept.
    }

    public virtual TcpError Shutdown(TcpShutdown how) => TcpError.None;

    public virtual TcpError Bind(EndPoint local) => TcpError.None;

    public virtual TcpError Listen(int backlog) => TcpError.None;

    public virtual TcpError TryAccept(out IIoSocket? accepted)
    {
        accepted = null;
        return TcpError.EAgain;
    }

    public virtual TcpError TryGetName(bool remote, out EndPoint? name)
    {
        name = null;
        return TcpError.EBadF;
    }

    public virtual TcpError SetOption(IoOption option, int value) => TcpError.None;

    public virtual TcpError GetOption(IoOption option, out int value)
    {
        value = 0;
        return TcpError.None;
    }

    public virtual TcpError SetLinger(TcpLinger linger) => TcpError.None;

    public virtual TcpError GetLinger(out TcpLinger linger)
    {
        linger = TcpLinger.Off;
        return TcpError.None;
    }

    public virtual TcpError SetRaw(int level, int number, ReadOnlySpan<byte> value) => TcpError.None;

    public virtual TcpError GetRaw(int level, int number, Span<byte> value, out int length)
    {
        length = 0;
        return TcpError.None;
    }

    public virtual TcpError GetDescriptor(out int descriptor)
    {
        descriptor = -1;
        return TcpError.EBadF;
    }

    public virtual void Abandon()
    {
        // Nothing is held.
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        // Nothing is held.
    }
}
