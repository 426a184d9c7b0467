using System.Threading.Channels;

namespace TcpBackends.Tests.Conformance.Differential.Planted;

/// <summary>A mailbox that knows the socket behind a faulty one.</summary>
internal sealed class FaultyMailbox(ITcpMailbox inner) : ITcpMailbox
{
    public ITcpMailbox Inner => inner;

    public ChannelReader<TcpMessage> Messages => inner.Messages;

    public TcpResult HandOver(ITcpEndpoint endpoint, ITcpMailbox newOwner) =>
        inner.HandOver(((FaultySocket)endpoint).Inner, ((FaultyMailbox)newOwner).Inner);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
