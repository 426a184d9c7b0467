using TcpBackends.Tests.Conformance.Differential.Running;

namespace TcpBackends.Tests.Conformance.Differential.Steps;

/// <summary>One of the two mailboxes makes the other one, or itself, the owner. What lies unread is not read before.</summary>
internal sealed record HandOver(int By, int To) : Step
{
    public override string? Refuse(World world) =>
        world.IsInet && world.Options.ExitOnClose == false && MayHaveEnded(world)
            ? "listed: handing over when the end was told and not read"
            : null;

    public override Task<Observation> RunAsync(World world, Side side) =>
        Task.FromResult(Observation.Of(side.Mail.HandOver(By, To)));

    // A send after the own shutdown ends it, too, and so does a packet that is too long.
    private static bool MayHaveEnded(World world) =>
        world.PeerSentFin || world.ResetArrived || world.InputIsShut || world.WriteIsShut || world.EndWasTold
        || world.Input.HasBad(world.Packet, world.Options.PacketSize ?? 0);

    public override string ToString() => $"owner {By} hands over to {To}";
}
