using System.Numerics;
using System.Runtime.ExceptionServices;

namespace TcpBackends.Benchmarks.Compare.Load;

/// <summary>Work on a thread of its own, on one CPU if asked to. A process that it starts inherits that.</summary>
internal static unsafe class Affinity
{
    public static T Run<T>(bool onOneCpu, Func<T> work)
    {
        T result = default!;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                if (onOneCpu)
                {
                    Pin();
                }

                result = work();
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        });
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result;
    }

    private static void Pin()
    {
        // The last of those that this process may use; interrupts tend to go to the first.
        const int Words = 16;
        ulong* mask = stackalloc ulong[Words];
        if (LibC.GetAffinity(0, Words * sizeof(ulong), mask) < 0)
        {
            throw new IOException("sched_getaffinity failed.");
        }

        int last = Words - 1;
        while (mask[last] == 0)
        {
            last--;
        }

        ulong only = 1ul << BitOperations.Log2(mask[last]);
        new Span<ulong>(mask, Words).Clear();
        mask[last] = only;
        if (LibC.SetAffinity(0, Words * sizeof(ulong), mask) < 0)
        {
            throw new IOException("sched_setaffinity failed.");
        }
    }
}
