namespace TcpBackends.Core.Io;

/// <summary>Closes a socket without ever blocking a thread that others need.</summary>
internal static class IoClosing
{
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

    /// <summary>For a caller that waits: lets the kernel wait for the linger time, on a thread of its own.</summary>
    public static Task CloseAsync(IIoSocket io, TcpLinger linger)
    {
        if (linger is not { Enabled: true, Seconds: > 0 })
        {
            io.Dispose();
            return Task.CompletedTask;
        }

        return Task.Factory.StartNew(
            io.Dispose, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }
}
