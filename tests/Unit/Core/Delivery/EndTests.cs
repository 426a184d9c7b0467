namespace TcpBackends.Tests.Unit.Core.Delivery;

/// <summary>Who is told that the stream has ended, whichever call finds out.</summary>
[TestFixture(TcpBackendNames.Inet)]
[TestFixture(TcpBackendNames.Socket)]
public sealed class EndTests(string backendName) : ScriptedFixture(backendName)
{
    [Test]
    public async Task The_owner_is_told_also_if_it_is_found_when_an_option_is_set()
    {
        ITcpMailbox owner = Backend.CreateMailbox();
        ITcpSocket socket = await OpenAsync(TcpActive.False, owner);
        ValueTask<TcpResult<TcpPacket>> receiving = socket.ReceiveAsync();
        socket.Options.Set(TcpOptions.Active, TcpActive.True);
        Script.Arrive();

        socket.Options.Set(TcpOptions.SendTimeout, TimeSpan.FromSeconds(1));
        Script.Notify();

        Assert.That((await receiving).Error, Is.EqualTo(TcpError.Closed));
        Assert.That(TakeAll(owner), Is.EqualTo((string[])["closed"]));
    }
}
