namespace TcpBackends.Tests.Unit.Abstractions;

internal sealed class TcpResultOfTTests
{
    [Test]
    public void Success_has_a_value()
    {
        TcpResult<int> result = 5;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.IsOk);
            Assert.That(result.Error, Is.EqualTo(TcpError.None));
            Assert.That(result.Value, Is.EqualTo(5));
            Assert.That(result.TryGetValue(out int value), Is.True);
            Assert.That(value, Is.EqualTo(5));
            Assert.That(result.ToString(), Is.EqualTo("{ok,5}"));
            Assert.That(result.ThrowIfError, Throws.Nothing);
        }
    }

    [Test]
    public void Failure_has_an_error()
    {
        TcpResult<string> result = TcpError.Timeout;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.IsOk, Is.False);
            Assert.That(result.Error, Is.EqualTo(TcpError.Timeout));
            Assert.That(result.TryGetValue(out string? value), Is.False);
            Assert.That(value, Is.Null);
            Assert.That(result.ToString(), Is.EqualTo("{error,timeout}"));
            Assert.That(
                () => result.Value,
                Throws.TypeOf<TcpException>().With.Property(nameof(TcpException.Error)).EqualTo(TcpError.Timeout));
            Assert.That(result.ThrowIfError, Throws.TypeOf<TcpException>());
        }
    }

    [Test]
    public void A_failure_without_an_error_is_refused() =>
        Assert.That(() => new TcpResult<int>(TcpError.None), Throws.ArgumentException);

    [Test]
    public void Equality_is_that_of_error_and_value()
    {
        TcpResult<string> one = "1";
        TcpResult<string> equal = new string('1', 1);
        TcpResult<string> other = "2";
        TcpResult<string> closed = TcpError.Closed;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(one == equal);
            Assert.That(one.Equals((object)equal));
            Assert.That(one.GetHashCode(), Is.EqualTo(equal.GetHashCode()));
            Assert.That(one != other);
            Assert.That(one != closed);
            Assert.That(closed == TcpError.Closed);
            Assert.That(closed != TcpError.Timeout);
            Assert.That(one.Equals((object)"1"), Is.False);
        }
    }
}
