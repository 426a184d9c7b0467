using TcpBackends.Tests.Conformance.Differential.Running;

namespace TcpBackends.Tests.Conformance.Differential.Steps;

internal sealed record Shutdown(TcpShutdown How) : Step
{
    public override string? Refuse(World world) =>
        world.IsLoose ? "what is sent before it is up to the kernel"
        : world.IsInet && world.WaitingSends > 1 && How != TcpShutdown.Read
            ? "how much is queued when it is the second one's turn is up to the kernel"
        : world.IsInet && world.IsActive && world.IsClosed && world.IsQueueing && How != TcpShutdown.Write
            ? "listed: the stream ends while a close waits on inet"
        : null;

    public override void Prepare(World world)
    {
        world.InputIsShut |= How != TcpShutdown.Write;
        world.EndIsPostponed |= How == TcpShutdown.ReadWrite && world.IsQueueing;
        bool resetsAtOnce = world.EndIsPostponed && world.IsReading && world.Options.Linger == TcpLinger.Reset;
        world.TailIsUncertain |= resetsAtOnce;
        world.EndIsUncertain |= resetsAtOnce || (How != TcpShutdown.Read && world.IsClosed && world.IsQueueing
            && world.Sides.Any(side => side.Kernel is { Unread: > 0 }));
    }

    public override async Task<Observation> RunAsync(World world, Side side) =>
        Observation.Of(await side.Socket.ShutdownAsync(How, side.Token));

    public override void Learn(World world, Observation seen)
    {
        if (seen.Error == TcpError.None && How != TcpShutdown.Read)
        {
            world.WriteIsShut = true;
            world.TailIsUncertain |= !world.IsInet && world.WaitingSends > 0;
        }
    }

    public override string ToString() => How switch
    {
        TcpShutdown.Read => "shutdown read",
        TcpShutdown.Write => "shutdown write",
        _ => "shutdown read_write",
    };
}

/// <summary>Closes the socket; on inet it waits for the queue to be sent.</summary>
internal sealed record Close : Step
{
    public override CallKind Kind => CallKind.Close;

    public override string? Refuse(World world) =>
        world.IsLoose ? "what is sent before it is up to the kernel"
        : world.IsInet && !Resets(world) && world.Agree(side => side.QueuedBytes > 0) is null
            ? "whether something is queued is up to the kernel"
        : world.IsInet && Resets(world) && world.WaitingSends > 0
            ? "listed: a sender waits on inet, another caller closes for good"
        : world.IsInet && Resets(world) && world.WaitingReceives > 0 && world.IsQueueing
            ? "listed: a receive waits on inet, linger 0 drops what is queued"
        : world.IsInet && world.IsActive && world.EndIsPostponed && world.IsQueueing
            ? "whether the end of the stream comes before that of the close is up to the node"
        : world.IsInet && world.WaitingSends > 1 ? "whether the second one comes before the end of the close is up to the node"
        : null;

    public override bool MayWait(World world) => true;

    public override void Prepare(World world)
    {
        world.TailIsUncertain |= world.HasOutputInFlight
            && (!world.IsInet || Resets(world) || world.Sides.Any(side => side.Kernel is { Unread: > 0 }));
        world.EndIsUncertain = world.WriteIsShut && world.IsQueueing && world.Sides.Any(side => side.Kernel is { Unread: > 0 });
        world.IsClosed = true;
    }

    public override async Task<Observation> RunAsync(World world, Side side) =>
        Observation.Of(await side.Socket.CloseAsync(side.Token));

    public override string ToString() => "close";

    private static bool Resets(World world) => world.Options.Linger == TcpLinger.Reset;
}
