namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>The time limit of one test: a token that is passed to everything the test waits for.</summary>
public sealed class Watchdog : IDisposable
{
    public const int LimitMilliseconds = 30_000;

    private const int GraceMilliseconds = 15_000;

    private readonly CancellationTokenSource _source = new(LimitMilliseconds);
    private readonly Timer _hardLimit;

    public Watchdog()
    {
        string test = TestContext.CurrentContext.Test.FullName;
        // Something that ignores its token cannot be stopped from here, and a run that hangs tells nobody which test it was.
        _hardLimit = new Timer(
            _ => Environment.FailFast($"Watchdog: {test} ignored its token for {GraceMilliseconds} ms."),
            null,
            LimitMilliseconds + GraceMilliseconds,
            Timeout.Infinite);
    }

    public CancellationToken Token => _source.Token;

    /// <summary>Says clearly why a test was cut short; without it the reader sees only a cancelled operation.</summary>
    public void ThrowIfExpired()
    {
        if (_source.IsCancellationRequested)
        {
            Assert.Fail(
                $"Watchdog: the test did not finish within {LimitMilliseconds} ms; something that should have completed "
                + "still waited, and was cancelled.");
        }
    }

    public void Dispose()
    {
        _hardLimit.Dispose();
        _source.Dispose();
    }
}
