using TcpBackends.Tests.Conformance.Differential.Steps;

namespace TcpBackends.Tests.Conformance.Differential.Running;

/// <summary>
/// Waits until everything that a step set in motion has come to rest, as far as the kernel, the counters and the node tell, so
/// that the next step meets the same state on both sides.
/// </summary>
internal static class Settling
{
    private const int FullTicks = 25;
    private const int InputTicks = 8;

    public static async Task SettleAsync(World world, Side side)
    {
        await OutputAsync(world, side);
        await InputAsync(side);
        if (world.HasMail)
        {
            await MailAsync(side);
        }

        if (side.Waiting.Exists(call => !call.IsDone))
        {
            side.Settle();
            await Timing.ContinuationsAsync(side.Token);
        }
    }

    private static async Task OutputAsync(World world, Side side)
    {
        if (world.PeerIsGone)
        {
            await AfterPeerAsync(side);
            return;
        }

        (int Unread, int AtPeer, long Queued) Observe() => (side.Output.Unread, side.Peer.Available, side.QueuedBytes);
        if (side.Rest == Observe() && !world.IsLoose)
        {
            return;
        }

        // What the kernel has, it delivers; what it has not, waits until the peer reads.
        await Timing.HoldsOrRestsAsync(
            () => side.Peer.Available == side.Output.Unread && side.QueuedBytes == 0,
            Observe,
            () => world.TailIsUncertain || side.Peer.OfferedWindow is null or 0 || NothingIsOnItsWay(side),
            FullTicks,
            side.Token);
        side.Rest = Observe();
        side.InFlight = world.TailIsUncertain ? 0 : side.Rest.Unread - side.Rest.AtPeer;
    }

    private static bool NothingIsOnItsWay(Side side) =>
        side.QueuedBytes == 0 && side.Kernel is null or { Unacknowledged: 0 };

    /// <summary>What is sent to a peer that has closed is answered with a reset, and on inet whatever is queued meets it.</summary>
    private static async Task AfterPeerAsync(Side side)
    {
        if (side.Output.Unread > 0)
        {
            await Timing.WithinLimitAsync(() => side.Kernel is not { State: KernelTcpState.CloseWait }, side.Token);
        }

        await Timing.WithinLimitAsync(() => side.QueuedBytes == 0, side.Token);
        (side.InFlight, side.Rest) = (0, default);
        if (side.Kernel is null)
        {
            Call[] sends = [.. side.Waiting.Where(call => call.Kind == CallKind.Send)];
            await Timing.WithinLimitAsync(() => sends.All(call => call.IsDone), side.Token);
        }
    }

    private static async Task InputAsync(Side side)
    {
        Call[] receives = [.. side.Waiting.Where(call => call.Kind == CallKind.Receive)];
        if (receives.Length == 0)
        {
            return;
        }

        await (side.Kernel is null or { HasEnded: true }
            ? Timing.WithinLimitAsync(() => receives.All(call => call.IsDone), side.Token)
            : Timing.HoldsOrRestsAsync(
                () => receives.All(call => call.IsDone) || side.Kernel is null or { Unread: 0 },
                () => side.Kernel,
                () => true,
                InputTicks,
                side.Token));
    }

    /// <summary>
    /// An active socket reads until it is passive or there is no more. Whoever is asked for its mode then has told what was read.
    /// </summary>
    private static async Task MailAsync(Side side)
    {
        await Timing.HoldsOrRestsAsync(
            () => !side.IsActive || side.Kernel is { Unread: 0, HasEnded: false },
            () => side.Kernel,
            () => true,
            InputTicks,
            side.Token);
        _ = side.IsActive;
    }
}
