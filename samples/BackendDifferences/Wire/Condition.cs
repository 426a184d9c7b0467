namespace TcpBackends.Samples.BackendDifferences.Wire;

/// <summary>Waiting for something that can be seen but does not announce itself.</summary>
internal static class Condition
{
    public static async Task HoldsAsync(Func<bool> condition, CancellationToken cancellationToken)
    {
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(5));
        while (!condition())
        {
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }
}
