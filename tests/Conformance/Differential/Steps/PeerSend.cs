using TcpBackends.Framing;
using TcpBackends.Tests.Conformance.Differential.Running;

namespace TcpBackends.Tests.Conformance.Differential.Steps;

/// <summary>The peer sends frames in one piece, but keeps the last bytes back; they go out with the next ones.</summary>
internal sealed record PeerSend(PacketType Type, IReadOnlyList<int> Sizes, int Kept = 0) : Step
{
    private const int MostUnread = 32_768;

    public override string? Refuse(World world) =>
        world.PeerIsGone || world.PeerSentFin ? "the peer has ended its stream"
        : world.IsClosed && (world.IsLoose || world.HasOutputInFlight) ? "it would make a reset of the close, sooner or later"
        : world.Input.Length + Sizes.Sum() > MostUnread ? "it may not fit into the kernel"
        : world.WasMadePassive && world.Packet != PacketType.Raw ? "listed: a packet arrives after active mode was left"
        : !world.IsOpenIn(KernelTcpState.Established, KernelTcpState.FinWait1, KernelTcpState.FinWait2) ? "nobody would read it"
        : null;

    public override void Prepare(World world)
    {
        var bytes = new List<byte>(world.PeerKept);
        foreach (int size in Sizes)
        {
            bytes.AddRange(Wire.Header(Type, size));
            bytes.AddRange(Pattern.Bytes(world.PeerSent + bytes.Count, size));
        }

        int count = Math.Max(0, bytes.Count - Kept);
        world.PeerMessage = [.. bytes.Take(count)];
        world.PeerKept = [.. bytes.Skip(count)];
        world.PeerSent += count;
        world.Input.Arrive(world.PeerMessage);
    }

    public override async Task<Observation> RunAsync(World world, Side side)
    {
        await side.Peer.SendAsync(world.PeerMessage, side.Token);
        bool arrived = await Timing.WithinLimitAsync(
            () => side.Kernel is not { IsHeld: true } kernel || kernel.BytesReceived >= world.PeerSent, side.Token);
        return new Observation(arrived ? $"{world.PeerMessage.Length} bytes arrived" : "nobody takes it");
    }

    public override IEnumerable<Step> Smaller()
    {
        if (Sizes.Count > 1)
        {
            yield return this with { Sizes = [.. Sizes.Take(1)] };
            yield return this with { Sizes = [.. Sizes.Skip(1)] };
        }

        if (Kept > 0)
        {
            yield return this with { Kept = 0 };
        }

        foreach (int size in new[] { 0, 1, Sizes[0] / 2 }.Where(size => size < Sizes[0]).Distinct())
        {
            yield return this with { Sizes = [size, .. Sizes.Skip(1)] };
        }
    }

    public override string ToString()
    {
        string what = Type == PacketType.Raw ? "bytes" : $"bytes as packet {(int)Type}";
        return $"peer sends {string.Join(" + ", Sizes)} {what}{(Kept == 0 ? "" : $", {Kept} of them kept back")}";
    }
}
