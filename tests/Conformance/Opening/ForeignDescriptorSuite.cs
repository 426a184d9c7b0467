using System.Net;
using System.Net.Sockets;

namespace TcpBackends.Tests.Conformance.Opening;

/// <summary>What the suites about descriptors share.</summary>
public abstract class ForeignDescriptorSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    private protected int OpenDescriptor(
        AddressFamily family = AddressFamily.InterNetwork,
        IPEndPoint? local = null,
        IPEndPoint? remote = null,
        DescriptorDoing doing = DescriptorDoing.Nothing) =>
        Subject.OpenDescriptor(Backend, family, local, remote, doing);

    private protected async Task AssertCarriesDataAsync(ConnectedPair pair)
    {
        await pair.Peer.SendAsync("abc"u8.ToArray(), Token);
        Outcome.Delivers(await pair.Socket.ReceiveAsync(3, null, Token), "abc"u8, "recv");
        Outcome.Ok(await pair.Socket.SendAsync("def"u8.ToArray(), Token), "send");
        Assert.That(await pair.Peer.ReceiveExactlyAsync(3, Token), Is.EqualTo("def"u8.ToArray()));
    }
}
