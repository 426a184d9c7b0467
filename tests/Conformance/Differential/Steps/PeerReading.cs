using TcpBackends.Tests.Conformance.Differential.Running;

namespace TcpBackends.Tests.Conformance.Differential.Steps;

/// <summary>The peer reads a few of the bytes that have arrived.</summary>
internal sealed record PeerRead(int Count) : Step
{
    public override string? Refuse(World world) =>
        world.PeerIsGone ? "the peer has closed"
        : world.AtPeer == 0 ? "nothing has arrived"
        : world.IsClosed && world.HasOutputInFlight ? "whether the close is through then is up to the kernel"
        : null;

    public override async Task<Observation> RunAsync(World world, Side side)
    {
        int count = Math.Min(Count, world.AtPeer);
        return new Observation($"{count} bytes, {await side.ReadAtPeerAsync(count)}");
    }

    public override void Prepare(World world)
    {
        world.IsLoose |= world.HasOutputInFlight;
        world.IsClogged = false;
    }

    public override IEnumerable<Step> Smaller() => Count > 1 ? [new PeerRead(1)] : [];

    public override string ToString() => $"peer reads {Count} bytes";
}

/// <summary>The peer reads everything that was sent.</summary>
internal sealed record PeerDrain : Step
{
    public override string? Refuse(World world) =>
        world.PeerIsGone ? "the peer has closed"
        : world.TailIsUncertain ? "how much comes is not known"
        : null;

    public override async Task<Observation> RunAsync(World world, Side side) =>
        new(await side.ReadAtPeerAsync(side.Output.Unread));

    public override void Learn(World world, Observation seen) => world.IsLoose = world.IsClogged = false;

    public override string ToString() => "peer reads everything";
}
