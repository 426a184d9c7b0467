using TcpBackends.Tests.RealPeers.Programs;

namespace TcpBackends.Tests.RealPeers;

/// <summary>The sample of an address module, which talks to itself and needs no programs of others.</summary>
[TestFixture(TcpBackendNames.Inet)]
[TestFixture(TcpBackendNames.Socket)]
public sealed class ServiceDirectoryTests(string backend)
{
    [Test]
    public async Task A_service_is_found_by_its_name_and_one_that_is_not_there_is_not()
    {
        using var deadline = new Deadline();
        await using Sample program = await Sample.StartAsync("ServiceDirectory", deadline.Token, backend);

        Assert.That(program.Greeting, Is.EqualTo("orders got: one of each"));
        Assert.That((await program.ReadToEndAsync(deadline.Token)).Trim(), Is.EqualTo("invoices: nxdomain"));
        await program.WaitForExitAsync(deadline.Token);
    }
}
