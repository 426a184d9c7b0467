namespace TcpBackends.Tests.Unit.Abstractions;

internal sealed class TcpSendResultTests
{
    private static readonly byte[] Rest = [1, 2, 3];

    [Test]
    public void Success_is_the_default()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(default(TcpSendResult), Is.EqualTo(TcpSendResult.Ok));
            Assert.That(TcpSendResult.Ok.IsOk);
            Assert.That(TcpSendResult.Ok.HasRestData, Is.False);
            Assert.That(TcpSendResult.Ok.RestData.IsEmpty);
            Assert.That(TcpSendResult.Ok.ToString(), Is.EqualTo("ok"));
            Assert.That(TcpSendResult.Ok.ThrowIfError, Throws.Nothing);
        }
    }

    [Test]
    public void Failure_has_an_error_and_no_rest_data()
    {
        TcpSendResult result = TcpError.Timeout;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.IsOk, Is.False);
            Assert.That(result.Error, Is.EqualTo(TcpError.Timeout));
            Assert.That(result.HasRestData, Is.False);
            Assert.That(result.RestData.IsEmpty);
            Assert.That(result.ToString(), Is.EqualTo("{error,timeout}"));
            Assert.That(result, Is.EqualTo(TcpSendResult.FromTcpError(TcpError.Timeout)));
            Assert.That(
                result.ThrowIfError,
                Throws.TypeOf<TcpException>().With.Property(nameof(TcpException.Error)).EqualTo(TcpError.Timeout));
        }
    }

    [Test]
    public void A_timeout_may_have_rest_data()
    {
        TcpSendResult result = TcpSendResult.TimedOut(Rest);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.IsOk, Is.False);
            Assert.That(result.Error, Is.EqualTo(TcpError.Timeout));
            Assert.That(result.HasRestData);
            Assert.That(result.RestData.ToArray(), Is.EqualTo(Rest));
            Assert.That(result.ToString(), Is.EqualTo("{error,{timeout,<<3 bytes>>}}"));
            Assert.That(result.ThrowIfError, Throws.TypeOf<TcpException>());
        }
    }

    [Test]
    public void Empty_rest_data_is_rest_data()
    {
        TcpSendResult result = TcpSendResult.TimedOut([]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.HasRestData);
            Assert.That(result, Is.Not.EqualTo((TcpSendResult)TcpError.Timeout));
        }
    }

    [Test]
    public void Rest_data_is_not_null() =>
        Assert.That(() => TcpSendResult.TimedOut(null!), Throws.ArgumentNullException);

    [Test]
    public void Equality_is_that_of_error_and_rest_data()
    {
        TcpSendResult one = TcpSendResult.TimedOut([1, 2, 3]);
        TcpSendResult equal = TcpSendResult.TimedOut([1, 2, 3]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(one == equal);
            Assert.That(one.Equals((object)equal));
            Assert.That(one.GetHashCode(), Is.EqualTo(equal.GetHashCode()));
            Assert.That(one != TcpSendResult.TimedOut([1, 2, 4]));
            Assert.That(one != TcpError.Timeout);
            Assert.That(one != TcpSendResult.Ok);
            Assert.That(one.Equals(Rest), Is.False);
        }
    }
}
