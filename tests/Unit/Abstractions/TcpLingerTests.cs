namespace TcpBackends.Tests.Unit.Abstractions;

internal sealed class TcpLingerTests
{
    [Test]
    public void Is_off_by_default() => Assert.That(default(TcpLinger), Is.EqualTo(TcpLinger.Off));

    [Test]
    public void Reset_is_zero_seconds() => Assert.That(TcpLinger.Reset, Is.EqualTo(new TcpLinger(true, 0)));
}
