namespace TcpBackends.Tests.Unit.Abstractions;

internal sealed class TcpResultTests
{
    [Test]
    public void Success_is_the_default()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(default(TcpResult), Is.EqualTo(TcpResult.Ok));
            Assert.That(TcpResult.Ok.IsOk);
            Assert.That(TcpResult.Ok.Error, Is.EqualTo(TcpError.None));
            Assert.That(TcpResult.Ok.ToString(), Is.EqualTo("ok"));
            Assert.That(TcpResult.Ok.ThrowIfError, Throws.Nothing);
        }
    }

    [Test]
    public void Failure_has_an_error()
    {
        TcpResult result = TcpError.ENotConn;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.IsOk, Is.False);
            Assert.That(result.Error, Is.EqualTo(TcpError.ENotConn));
            Assert.That(result, Is.EqualTo(TcpResult.FromTcpError(TcpError.ENotConn)));
            Assert.That(result.ToString(), Is.EqualTo("{error,enotconn}"));
            Assert.That(
                result.ThrowIfError,
                Throws.TypeOf<TcpException>().With.Property(nameof(TcpException.Error)).EqualTo(TcpError.ENotConn));
        }
    }
}
