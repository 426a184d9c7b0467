using TcpBackends.Tests.Conformance.Differential.Steps;

namespace TcpBackends.Tests.Conformance.Differential.Running;

/// <summary>An operation that was begun.</summary>
internal sealed record Call(int Number, Step Step, Task<Observation> Task)
{
    public CallKind Kind => Step.Kind;

    public bool IsDone => Task.IsCompleted;

    /// <summary>What was seen of it so far.</summary>
    public async ValueTask<string> DescribeAsync() => IsDone ? (await Task).Text : "waits";
}
