using System.Threading.Channels;
using TcpBackends.Core.Io;

namespace TcpBackends.Tests.Unit.Io;

/// <summary>Counts notifications, and lets a test wait for the next one.</summary>
internal sealed class Sink : IIoEvents
{
    private readonly Channel<bool> _readable = Channel.CreateUnbounded<bool>();
    private readonly Channel<bool> _writable = Channel.CreateUnbounded<bool>();
    private int _readableCount;
    private int _writableCount;

    public int ReadableCount => Volatile.Read(ref _readableCount);

    public int WritableCount => Volatile.Read(ref _writableCount);

    /// <summary>What to do first of all, on the platform's thread.</summary>
    public Action? WhenReadable { get; set; }

    public void OnReadable()
    {
        WhenReadable?.Invoke();
        Interlocked.Increment(ref _readableCount);
        _readable.Writer.TryWrite(true);
    }

    public void OnWritable()
    {
        Interlocked.Increment(ref _writableCount);
        _writable.Writer.TryWrite(true);
    }

    public async Task ReadableAsync(CancellationToken watchdog) => await _readable.Reader.ReadAsync(watchdog);

    public async Task WritableAsync(CancellationToken watchdog) => await _writable.Reader.ReadAsync(watchdog);
}
