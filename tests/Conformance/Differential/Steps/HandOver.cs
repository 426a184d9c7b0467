using TcpBackends.Tests.Conformance.Differential.Running;

namespace TcpBackends.Tests.Conformance.Differential.Steps;

/// <summary>One of the two mailboxes makes the other one, or itself, the owner. What lies unread is not read before.</summary>
internal sealed record HandOver(int By, int To) : Step
{
    public override Task<Observation> RunAsync(World world, Side side) =>
        Task.FromResult(Observation.Of(side.Mail.HandOver(By, To)));

    public override string ToString() => $"owner {By} hands over to {To}";
}
