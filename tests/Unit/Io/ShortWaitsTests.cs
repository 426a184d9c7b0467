using TcpBackends.Core.Io.Linux;

namespace TcpBackends.Tests.Unit.Io;

/// <summary>Whether a loop asks again or sleeps.</summary>
[TestFixture]
public sealed class ShortWaitsTests
{
    [Test]
    public void At_first_a_wait_is_taken_for_long()
    {
        var waits = default(ShortWaits);

        Assert.That(waits.Begin(), Is.False);
    }

    [Test]
    public void After_short_ones_it_is_taken_for_short_and_after_long_ones_not_any_more()
    {
        var waits = default(ShortWaits);
        for (int i = 0; i < 1000; i++)
        {
            waits.Begin();
            waits.End();
        }

        Assert.That(waits.Begin(), "1000 waits without delay");
        for (int i = 0; i < 10; i++)
        {
            waits.Begin();
            Spinning.For(TimeSpan.FromMilliseconds(1));
            Assert.That(waits.GoesOn(), Is.False);
            waits.End();
        }

        Assert.That(waits.Begin(), Is.False, "10 waits of 1 ms");
    }
}
