using System.Net;

namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>Which side the socket under test is.</summary>
public enum PairOrigin
{
    /// <summary>It was made by connect; the peer accepted.</summary>
    Connect,

    /// <summary>It was made by accept; the peer connected.</summary>
    Accept,
}

/// <summary>A socket under test, connected to a peer that the test controls.</summary>
public sealed record ConnectedPair(ITcpSocket Socket, RawPeer Peer)
{
    /// <summary>Waits until the kernel at the socket under test knows that the peer has sent FIN.</summary>
    public Task FinArrivedAsync(CancellationToken cancellationToken) =>
        Here is IPEndPoint ? KernelTcp.FinArrivedAsync(Here, There, cancellationToken) : Task.CompletedTask;

    /// <summary>Waits until the kernel at the socket under test knows that the peer has sent RST.</summary>
    public Task ResetArrivedAsync(CancellationToken cancellationToken) =>
        Here is IPEndPoint ? KernelTcp.ResetArrivedAsync(Here, There, cancellationToken) : Task.CompletedTask;

    /// <summary>Waits until this many bytes lie unread in the kernel at the socket under test.</summary>
    public Task UnreadAsync(int count, CancellationToken cancellationToken) =>
        Here is IPEndPoint ? KernelTcp.UnreadAsync(Here, There, count, cancellationToken) : Task.CompletedTask;

    /// <summary>Waits until all that the peer has sent has arrived and been read from the kernel.</summary>
    public Task AllReadAsync(CancellationToken cancellationToken) => Eventually.TrueAsync(
        () => KernelTcp.Find(There, Here) is { SendQueue: 0 } && KernelTcp.Find(Here, There) is { ReceiveQueue: 0 },
        "all of it was read",
        cancellationToken);

    /// <summary>Sends from the peer and waits until it has arrived, unread, at the socket under test.</summary>
    public async Task PeerSendsAsync(byte[] data, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(data);
        await Peer.SendAsync(data, cancellationToken);
        await UnreadAsync(data.Length, cancellationToken);
    }

    /// <summary>Sends FIN from the peer and waits until it has arrived.</summary>
    public Task PeerSendsFinAsync(CancellationToken cancellationToken)
    {
        Peer.SendFin();
        return FinArrivedAsync(cancellationToken);
    }

    /// <summary>Sends RST from the peer and waits until it has arrived.</summary>
    public Task PeerResetsAsync(CancellationToken cancellationToken)
    {
        Peer.Reset();
        return ResetArrivedAsync(cancellationToken);
    }

    private EndPoint Here => Peer.RemoteEndPoint;

    private EndPoint There => Peer.LocalEndPoint;
}
