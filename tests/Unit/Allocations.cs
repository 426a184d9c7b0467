namespace TcpBackends.Tests.Unit;

/// <summary>Memory that code takes from the managed heap.</summary>
internal static class Allocations
{
    private const int Attempts = 5;

    /// <summary>
    /// The bytes that the code takes on this thread each time. What it takes now and then is that of the runtime, which compiles code again
    /// when it is used a lot.
    /// </summary>
    public static long Of(Action code)
    {
        long least = long.MaxValue;
        for (int attempt = 0; attempt < Attempts && least > 0; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            code();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
