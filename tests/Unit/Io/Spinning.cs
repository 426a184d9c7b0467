using System.Diagnostics;

namespace TcpBackends.Tests.Unit.Io;

/// <summary>Takes up the processor.</summary>
internal static class Spinning
{
    public static void For(TimeSpan time)
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < time)
        {
            Thread.SpinWait(10);
        }
    }
}
