namespace TcpBackends.Tests.Conformance.Differential;

/// <summary>
/// The same sequences of operations give the same traces on the library and on OTP. TCPBACKENDS_TRACE_SEED repeats a sequence,
/// TCPBACKENDS_TRACE_SEQUENCES says how many are tried, TCPBACKENDS_TRACE_FAILURES after how many disagreements it ends.
/// </summary>
[OtpReferee]
public sealed class TraceTests
{
    [Test]
    public Task inet() => CompareAsync(TracePair.Inet);

    [Test]
    public Task socket() => CompareAsync(TracePair.Socket);

    private static async Task CompareAsync(TracePair pair)
    {
        var run = new TraceRun(pair, TraceSettings.FromEnvironment());
        IReadOnlyCollection<TraceFailure> failures = await run.RunAsync();
        await TestContext.Progress.WriteLineAsync(run.Summary);
        if (failures.Count > 0)
        {
            Assert.Fail(string.Join(Environment.NewLine, failures));
        }
    }
}
