using System.Runtime.InteropServices;

namespace TcpBackends.Tests.Unit.Framing;

/// <summary>Memory behind which nothing may be read: the next page is there, and reading it ends the process.</summary>
internal sealed unsafe partial class GuardedMemory : IDisposable
{
    private const int NoProtection = 0;
    private const int ReadAndWrite = 1 | 2;
    private const int PrivateAndAnonymous = 0x02 | 0x20;

    private readonly int _pageLength = Environment.SystemPageSize;
    private readonly byte* _pages;

    public GuardedMemory()
    {
        _pages = (byte*)Map(null, (nuint)_pageLength * 2, ReadAndWrite, PrivateAndAnonymous, -1, 0);
        if (_pages == (byte*)-1 || Protect(_pages + _pageLength, (nuint)_pageLength, NoProtection) != 0)
        {
            throw new InvalidOperationException("There is no memory to guard.");
        }
    }

    /// <summary>A copy of some bytes, at most a page, with the end of what may be read behind them.</summary>
    public ReadOnlySpan<byte> Copy(ReadOnlySpan<byte> bytes)
    {
        var copy = new Span<byte>(_pages + _pageLength - bytes.Length, bytes.Length);
        bytes.CopyTo(copy);
        return copy;
    }

    public void Dispose() => _ = Unmap(_pages, (nuint)_pageLength * 2);

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial void* Map(void* address, nuint length, int protection, int flags, int descriptor, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(void* address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(void* address, nuint length);
}
