using System.Buffers;

namespace TcpBackends.Tests.Conformance.CallerMemory;

/// <summary>Memory of a caller that can take it away while a call still uses it, against the rules.</summary>
internal sealed class RevocableMemory(byte[] bytes) : MemoryManager<byte>
{
    private volatile bool _isGone;

    public override Span<byte> GetSpan()
    {
        ObjectDisposedException.ThrowIf(_isGone, this);
        return bytes;
    }

    public override MemoryHandle Pin(int elementIndex = 0)
    {
        ObjectDisposedException.ThrowIf(_isGone, this);
        return bytes.AsMemory(elementIndex).Pin();
    }

    public override void Unpin()
    {
        // The handle of the array does that.
    }

    public void Revoke() => _isGone = true;

    protected override void Dispose(bool disposing) => Revoke();
}
