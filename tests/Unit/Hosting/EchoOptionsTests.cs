using Microsoft.Extensions.Options;
using TcpBackends.Samples.EchoWorker;

namespace TcpBackends.Tests.Unit.Hosting;

internal sealed class EchoOptionsTests
{
    private readonly EchoOptionsValidator _validator = new();

    [TestCase(65536, 4, nameof(EchoOptions.Port))]
    [TestCase(-1, 4, nameof(EchoOptions.Port))]
    [TestCase(0, 0, nameof(EchoOptions.Acceptors))]
    [TestCase(0, 1025, nameof(EchoOptions.Acceptors))]
    public void Values_out_of_range_are_refused(int port, int acceptors, string member)
    {
        ValidateOptionsResult result = _validator.Validate(null, new EchoOptions { Port = port, Acceptors = acceptors });

        Assert.That(result.FailureMessage, Does.Contain(member));
    }

    [TestCase(0, 1)]
    [TestCase(65535, 1024)]
    public void Values_at_the_limits_are_allowed(int port, int acceptors) =>
        Assert.That(_validator.Validate(null, new EchoOptions { Port = port, Acceptors = acceptors }).Succeeded);

    [Test]
    public void Defaults_are_allowed() => Assert.That(_validator.Validate(null, new EchoOptions()).Succeeded);
}
