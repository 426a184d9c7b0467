namespace TcpBackends.Tests.RealPeers.Programs;

[TestFixture]
public sealed class InstallationTests
{
    /// <summary>Says once why the other fixtures have no tests.</summary>
    [Test]
    public void nginx_and_curl_are_installed()
    {
        if (Installation.MayBeMissing)
        {
            Assert.Ignore(Installation.HowToInstall);
        }

        Assert.That(Installation.IsComplete, Installation.HowToInstall);
    }
}
