using TcpBackends.Framing;
using TcpBackends.Tests.Conformance.Differential.Running;

namespace TcpBackends.Tests.Conformance.Differential.Steps;

/// <summary>
/// Sends, as packet raw, until the kernel takes no more because the peer does not read, and on inet until so many bytes are
/// queued.
/// </summary>
internal sealed record Clog(int Queued) : Step
{
    public override string? Refuse(World world) =>
        !world.SmallBuffers ? "there is too much room"
        : world.PeerIsGone || world.WriteIsShut || world.IsClosed || world.TailIsUncertain ? "sending is over"
        : world.IsClogged || world.IsLoose || world.HasOutputInFlight ? "the kernel is full already"
        : world.Sides.Any(side => side.Waiting.Count > 0) ? "the options that it needs would change what waits"
        : world.IsActive && world.Input.Length > 0 ? "listed: bytes that were no packet, when the options change"
        : world.Options.DelaySend == true ? "every write is the background's: it takes too long to fill the kernel"
        : !world.IsInet && world.Options.SendTimeoutClose == true ? "it would close"
        : !world.IsOpenIn(KernelTcpState.Established, KernelTcpState.CloseWait) ? "it is not open"
        : null;

    public override void Prepare(World world) => world.HasSentInParts = world.WasClogged = true;

    public override async Task<Observation> RunAsync(World world, Side side)
    {
        Require(side.Socket.Options.Set(TcpOptions.Packet, PacketType.Raw));
        long sent = await side.Subject.ClogAsync(
            side.Socket, () => side.Peer.OfferedWindow is null or 0, Queued, side.Token);
        Require(side.Socket.Options.Set(TcpOptions.Packet, world.Packet));
        side.Output.Offer(Pattern.Bytes(0, (int)sent));
        return new Observation(Queued > 0 && world.IsInet ? $"clogged, {side.QueuedBytes} queued" : "clogged");
    }

    public override void Learn(World world, Observation seen) => world.IsClogged = true;

    public override IEnumerable<Step> Smaller() => Queued > 0 ? [new Clog(0)] : [];

    public override string ToString() => $"send until the kernel is full{(Queued == 0 ? "" : $" and {Queued} bytes are queued")}";

    private static void Require(TcpResult result)
    {
        if (!result.IsOk)
        {
            throw new InvalidOperationException($"Setting packet said {result}.");
        }
    }
}
