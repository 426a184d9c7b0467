using TcpBackends.Tests.Conformance.Differential.Steps;

namespace TcpBackends.Tests.Conformance.Differential.Planted;

/// <summary>The traces find a backend that is wrong, and show how with few steps.</summary>
[OtpReferee]
public sealed class PlantedFaultTests
{
    private const int Seed = 1;
    private const int Sequences = 400;

    [Test]
    public async Task A_reset_that_is_reported_as_an_orderly_end()
    {
        Sequence found = await FindAsync(
            BackendUnderTest.Inet,
            () => answer => answer.Error == TcpError.EConnReset ? TcpError.Closed : answer);

        Assert.That(found.Steps, Has.Count.LessThanOrEqualTo(3), $"{found}");
        Assert.That(found.Options.Select(option => option.Key), Has.Member(TcpOptions.ShowEconnreset), $"{found}");
        Assert.That(found.Steps, Has.Some.InstanceOf<Receive>(), $"{found}");
    }

    [Test]
    public async Task A_byte_that_is_lost_after_a_receive_that_timed_out()
    {
        Sequence found = await FindAsync(BackendUnderTest.Socket, LosesByteAfterTimeout);

        Assert.That(found.Steps, Has.Count.LessThanOrEqualTo(4), $"{found}");
        Assert.That(found.Steps.OfType<Receive>().Count(), Is.GreaterThanOrEqualTo(2), $"{found}");
        Assert.That(found.Steps, Has.Some.InstanceOf<PeerSend>(), $"{found}");
    }

    private static async Task<Sequence> FindAsync(
        BackendUnderTest subject, Func<Func<TcpResult<TcpPacket>, TcpResult<TcpPacket>>> newFault)
    {
        BackendUnderTest otp = subject == BackendUnderTest.Inet ? BackendUnderTest.OtpInet : BackendUnderTest.OtpSocket;
        var run = new TraceRun(new TracePair(new FaultyUnderTest(subject, newFault), otp), new TraceSettings(Seed, Sequences, Failures: 1));

        IReadOnlyCollection<TraceFailure> failures = await run.RunAsync();

        Assert.That(failures, Is.Not.Empty, "a fault in every socket is found");
        return failures.First().Sequence;
    }

    private static Func<TcpResult<TcpPacket>, TcpResult<TcpPacket>> LosesByteAfterTimeout()
    {
        bool hasTimedOut = false;
        return answer =>
        {
            bool loses = hasTimedOut && answer.TryGetValue(out TcpPacket packet) && packet.Length > 0;
            hasTimedOut = answer.Error == TcpError.Timeout;
            return loses ? new TcpPacket(answer.Value.Memory[1..]) : answer;
        };
    }
}
