using System.Runtime.InteropServices;

namespace TcpBackends.Tests.Unit.Exhaustion;

/// <summary>Takes every descriptor that this process may have.</summary>
internal sealed unsafe partial class DescriptorLimit : IDisposable
{
    private const int NumberOfFiles = 7;
    private const ulong Limit = 256;

    private readonly Stack<int> _taken = new();

    public DescriptorLimit()
    {
        Limits limits;
        Check(GetLimit(NumberOfFiles, &limits));
        limits.Current = Limit;
        Check(SetLimit(NumberOfFiles, &limits));
        Take();
    }

    public void Take()
    {
        while (Duplicate(0) is var descriptor && descriptor >= 0)
        {
            _taken.Push(descriptor);
        }
    }

    public void Free(int count)
    {
        while (count-- > 0 && _taken.TryPop(out int descriptor))
        {
            Check(Close(descriptor));
        }
    }

    public void Dispose() => Free(_taken.Count);

    private static void Check(int returned)
    {
        if (returned < 0)
        {
            throw new InvalidOperationException($"A system call failed: {Marshal.GetLastPInvokeError()}.");
        }
    }

    [LibraryImport("libc", EntryPoint = "dup")]
    private static partial int Duplicate(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "getrlimit", SetLastError = true)]
    private static partial int GetLimit(int resource, Limits* limits);

    [LibraryImport("libc", EntryPoint = "setrlimit", SetLastError = true)]
    private static partial int SetLimit(int resource, Limits* limits);

    [StructLayout(LayoutKind.Sequential)]
    private struct Limits
    {
        public ulong Current;
        public ulong Most;
    }
}
