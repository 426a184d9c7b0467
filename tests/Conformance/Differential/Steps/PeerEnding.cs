using TcpBackends.Tests.Conformance.Differential.Running;

namespace TcpBackends.Tests.Conformance.Differential.Steps;

/// <summary>The peer sends FIN and goes on reading, or not.</summary>
internal sealed record PeerFin : Step
{
    public override string? Refuse(World world) =>
        world.PeerIsGone || world.PeerSentFin ? "the peer has ended its stream"
        : world.IsLoose ? "what is queued at that moment is up to the kernel"
        : !world.IsInet && world.IsReading && world.Input.IsInMidHeader(world.Packet)
            ? "listed: packet 1, 2, 4 and a stream that ends inside a header"
        : world.WasMadePassive ? "listed: the end of the stream arrives after active mode was left"
        : world.IsInet && world.IsClosed && world.IsReading && world.IsQueueing ? "listed: the stream ends while a close waits on inet"
        : null;

    public override void Prepare(World world) => world.PeerSentFin = true;

    public override async Task<Observation> RunAsync(World world, Side side)
    {
        side.Peer.SendFin();
        await Timing.WithinLimitAsync(() => side.Kernel is null or { HasEnded: true }, side.Token);
        return new Observation("sent");
    }

    public override string ToString() => "peer sends FIN";
}

/// <summary>The peer ends the connection with RST, or closes: that is FIN, or RST if it has something unread.</summary>
internal sealed record PeerClose(bool Resets) : Step
{
    public override string? Refuse(World world) =>
        world.PeerIsGone ? "the peer has closed"
        : world.IsLoose ? "what is queued at that moment is up to the kernel"
        : world.IsReading && (world.WaitingSends > 0 || world.IsQueueing)
            ? "whether the reader or the writer learns of the reset first is up to the kernel"
        : !world.IsInet && world.IsReading && world.Input.IsInMidHeader(world.Packet)
            ? "listed: packet 1, 2, 4 and a stream that ends inside a header"
        : world.WasMadePassive ? "listed: the end of the stream arrives after active mode was left"
        : world.IsInet && world.IsClosed && world.IsReading && world.IsQueueing ? "listed: the stream ends while a close waits on inet"
        : null;

    public override void Prepare(World world)
    {
        bool resets = Resets || world.Sides.Any(side => side.Peer.Available > 0);
        world.PeerIsGone = true;
        world.PeerSentFin |= !resets;
        world.ResetArrived |= resets;
    }

    public override async Task<Observation> RunAsync(World world, Side side)
    {
        bool resets = Resets || side.Peer.Available > 0;
        if (Resets)
        {
            side.Peer.Reset();
        }
        else
        {
            side.Peer.Close();
        }

        await Timing.WithinLimitAsync(() => side.Kernel is null or { State: KernelTcpState.TimeWait } || (!resets && side.Kernel is { HasEnded: true }), side.Token);
        return new Observation(resets ? "RST" : "FIN");
    }

    public override string ToString() => Resets ? "peer resets" : "peer closes";
}
