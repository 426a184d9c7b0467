namespace TcpBackends.Tests.Unit.Abstractions;

[TestFixture]
public sealed class TcpActiveTests
{
    [TestCase(-32768)]
    [TestCase(0)]
    [TestCase(32767)]
    public void A_number_in_range(int number)
    {
        var active = TcpActive.Count(number);

        Assert.That(active.Mode, Is.EqualTo(TcpActiveMode.Count));
        Assert.That(active.Remaining, Is.EqualTo(number));
    }

    [TestCase(-32769)]
    [TestCase(32768)]
    public void A_number_out_of_range_throws(int number) =>
        Assert.That(() => TcpActive.Count(number), Throws.TypeOf<ArgumentOutOfRangeException>());

    [Test]
    public void The_default_is_false_and_each_prints_as_in_Erlang()
    {
        Assert.That(default(TcpActive), Is.EqualTo(TcpActive.False));
        string[] words = [.. new[] { TcpActive.False, TcpActive.True, TcpActive.Once, TcpActive.Count(-5) }.Select(value => $"{value}")];
        Assert.That(words, Is.EqualTo((string[])["false", "true", "once", "-5"]));
    }
}
