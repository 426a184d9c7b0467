using TcpBackends.Tests.Conformance.Differences.Page;

namespace TcpBackends.Tests.Conformance.Differences;

/// <summary>Writes the page when all rows have been observed, if it is to be written.</summary>
[SetUpFixture]
public sealed class PageOfTheRun
{
    [OneTimeTearDown]
    public void Write()
    {
        if (DifferencePage.IsBeingWritten)
        {
            File.WriteAllText(DifferencePage.PathOfPage, DifferencePage.Written());
        }
    }
}
