using System.Runtime.CompilerServices;

namespace TcpBackends.Core;

/// <summary>Checks the timeouts that callers give.</summary>
internal static class Timeouts
{
    /// <summary>The longest that a timer can be set to; 49 days, beyond which a limit is none.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    public static void Check(TimeSpan? timeout, [CallerArgumentExpression(nameof(timeout))] string? name = null)
    {
        if (timeout < TimeSpan.Zero && timeout != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(
                name, timeout, "A timeout is zero, positive, null or Timeout.InfiniteTimeSpan.");
        }
    }
}
