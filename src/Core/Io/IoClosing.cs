namespace TcpBackends.Core.Io;

/// <summary>Closes a socket without ever blocking a thread that others need.</summary>
internal static class IoClosing
{
    // Closing with a linger time blocks its thread until the kernel has sent everything, which not every system tells in another
    // way. So many at once have a thread; others wait for one, as a part of their time.
    private const int MostThreads = 32;

    private static readonly SemaphoreSlim Threads = new(MostThreads);

    /// <summary>
    /// For ends that nobody waits for: a linger time, in which close would block, is switched off; the kernel sends what it has all the
    /// same. A linger time of 0 stays, since it means a reset.
    /// </summary>
    public static void CloseNow(IIoSocket io)
    {
        if (io.GetLinger(out TcpLinger linger) == TcpError.None && linger is { Enabled: true, Seconds: > 0 })
        {
            io.SetLinger(TcpLinger.Off);
        }

        io.Dispose();
    }

    /// <summary>For a caller that waits: lets the kernel wait for the linger time, on another thread.</summary>
    public static Task CloseAsync(IIoSocket io, TcpLinger linger)
    {
        if (linger is not { Enabled: true, Seconds: > 0 })
        {
            io.Dispose();
            return Task.CompletedTask;
        }

        return Threads.Wait(0) ? LingerAsync(io) : LingerLaterAsync(io, TimeSpan.FromSeconds(linger.Seconds));
    }

    private static async Task LingerAsync(IIoSocket io)
    {
        try
        {
            await Task.Factory
                .StartNew(io.Dispose, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
                .ConfigureAwait(false);
        }
        catch (TaskSchedulerException)
        {
            // There is no thread to be had. The kernel sends what it has all the same.
            CloseNow(io);
        }
        finally
        {
            Threads.Release();
        }
    }

    private static async Task LingerLaterAsync(IIoSocket io, TimeSpan time)
    {
        // The kernel lingers in real time, whatever the backend's clock.
        long began = Environment.TickCount64;

        // The end follows the data at once; what waits for a thread is only the answer of this call.
        _ = io.Shutdown(TcpShutdown.Write);
        if (!await Threads.WaitAsync(time).ConfigureAwait(false))
        {
            // The kernel sends what it has all the same.
            CloseNow(io);
            return;
        }

        double left = Math.Max(0, time.TotalSeconds - ((Environment.TickCount64 - began) / 1000.0));
        io.SetLinger(left < 1 ? TcpLinger.Off : new TcpLinger(true, (int)left));
        await LingerAsync(io).ConfigureAwait(false);
    }
}
