namespace TcpBackends.Tests.Unit.Abstractions;

internal sealed class TcpExceptionTests
{
    [Test]
    public void Names_the_error_by_its_atom()
    {
        var exception = new TcpException(TcpError.EConnRefused);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(exception, Is.InstanceOf<IOException>());
            Assert.That(exception.Error, Is.EqualTo(TcpError.EConnRefused));
            Assert.That(exception.Message, Is.EqualTo("The TCP operation failed: econnrefused."));
        }
    }

    [Test]
    public void Without_an_error_it_is_unknown()
    {
        var cause = new InvalidOperationException();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(new TcpException().Error, Is.EqualTo(TcpError.Unknown));
            Assert.That(new TcpException("why").Error, Is.EqualTo(TcpError.Unknown));
            Assert.That(new TcpException("why").Message, Is.EqualTo("why"));
            Assert.That(new TcpException("why", cause).InnerException, Is.SameAs(cause));
        }
    }

    [Test]
    public void A_cancelled_send_says_what_was_accepted()
    {
        using var cancellation = new CancellationTokenSource();
        byte[] rest = [1, 2, 3];

        var exception = new TcpSendCanceledException(7, rest, cancellation.Token);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(exception, Is.InstanceOf<OperationCanceledException>());
            Assert.That(exception.CancellationToken, Is.EqualTo(cancellation.Token));
            Assert.That(exception.BytesAccepted, Is.EqualTo(7));
            Assert.That(exception.RestData.ToArray(), Is.EqualTo(rest));
            Assert.That(exception.Message, Is.EqualTo("The send was cancelled: 7 bytes were accepted, 3 were not."));
        }
    }

    [Test]
    public void A_cancelled_send_accepted_nothing_unless_it_says_so()
    {
        TcpSendCanceledException[] exceptions =
            [new(), new("why"), new("why", new InvalidOperationException())];

        Assert.That(exceptions, Is.All.Matches<TcpSendCanceledException>(
            exception => exception.BytesAccepted == 0 && exception.RestData.IsEmpty));
    }
}
