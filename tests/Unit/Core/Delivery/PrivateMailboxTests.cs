namespace TcpBackends.Tests.Unit.Core.Delivery;

/// <summary>The mailbox of a socket that nobody gave another owner, and what owners have in common.</summary>
[TestFixture(TcpBackendNames.Inet)]
[TestFixture(TcpBackendNames.Socket)]
public sealed class PrivateMailboxTests(string backendName) : ScriptedFixture(backendName)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    [Test]
    public async Task It_completes_with_its_socket_after_what_lies_there()
    {
        ITcpSocket socket = await OpenAsync(TcpActive.True);
        Script.Arrive(Packets(2));
        Script.Notify();

        await socket.CloseAsync();

        Assert.That(socket.Owner.Messages.Completion.IsCompleted, Is.False);
        Assert.That(TakeAll(socket.Owner), Is.EqualTo((string[])["0", "1"]));
        await socket.Owner.Messages.Completion.WaitAsync(Limit);
    }

    [Test]
    public async Task Of_a_socket_that_has_ended_it_is_complete()
    {
        ITcpSocket socket = await OpenAsync(TcpActive.False);
        await socket.CloseAsync();

        await socket.Owner.Messages.Completion.WaitAsync(Limit);
    }

    [Test]
    public async Task It_completes_when_the_socket_is_handed_to_another_one()
    {
        ITcpSocket socket = await OpenAsync(TcpActive.True);
        ITcpMailbox own = socket.Owner;
        ITcpMailbox other = Backend.CreateMailbox();
        Script.Arrive(Packets(2));
        Script.Notify();

        Assert.That(own.HandOver(socket, other), Is.EqualTo(TcpResult.Ok));

        await own.Messages.Completion.WaitAsync(Limit);
        Assert.That(TakeAll(other), Is.EqualTo((string[])["0", "1"]));
        await socket.CloseAsync();
        Assert.That(other.Messages.Completion.IsCompleted, Is.False, "another one lives on");
        await other.DisposeAsync();
        await other.Messages.Completion.WaitAsync(Limit);
    }

    [Test]
    public async Task Disposing_it_closes_the_socket()
    {
        ITcpSocket socket = await OpenAsync(TcpActive.True);

        await socket.Owner.DisposeAsync();
        await socket.Owner.DisposeAsync();

        Assert.That(await socket.Ended.WaitAsync(Limit), Is.EqualTo(TcpCloseReason.OwnerEnded));
        Assert.That(socket.CloseReason, Is.EqualTo(TcpCloseReason.OwnerEnded));
    }

    [Test]
    public async Task A_mailbox_of_somebody_else_is_refused()
    {
        ITcpSocket socket = await OpenAsync(TcpActive.False);

        Assert.That(() => socket.Owner.HandOver(socket, null!), Throws.TypeOf<ArgumentNullException>());
        Assert.That(() => socket.Owner.HandOver(null!, socket.Owner), Throws.TypeOf<ArgumentNullException>());
    }
}
