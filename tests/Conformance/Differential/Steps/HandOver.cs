using TcpBackends.Tests.Conformance.Differential.Running;

namespace TcpBackends.Tests.Conformance.Differential.Steps;

/// <summary>One of the two mailboxes makes the other one, or itself, the owner. What lies unread is not read before.</summary>
internal sealed record HandOver(int By, int To) : Step
{
    public override string? Refuse(World world) =>
        world.IsInet && world.Options.ExitOnClose == false
            && (world.PeerSentFin || world.ResetArrived || world.InputIsShut)
            ? "listed: handing over when the end was told and not read"
            : null;

    public override Task<Observation> RunAsync(World world, Side side) =>
        Task.FromResult(Observation.Of(side.Mail.HandOver(By, To)));

    public override string ToString() => $"owner {By} hands over to {To}";
}
