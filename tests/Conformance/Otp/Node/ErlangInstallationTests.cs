namespace TcpBackends.Tests.Conformance.Otp.Node;

[TestFixture]
public sealed class ErlangInstallationTests
{
    /// <summary>The name is what the reader sees when all tests on OTP are skipped.</summary>
    private static IEnumerable<TestCaseData> Cases()
    {
        TestCaseData present = new TestCaseData(ErlangInstallation.IsPresent).SetName("Erlang/OTP is on the PATH");
        yield return ErlangInstallation.MayBeMissing
            ? present.SetName(ErlangInstallation.HowToInstall).Ignore(ErlangInstallation.HowToInstall)
            : present;
    }

    [TestCaseSource(nameof(Cases))]
    public void It_is_there(bool isPresent) => Assert.That(isPresent, ErlangInstallation.HowToInstall);
}
