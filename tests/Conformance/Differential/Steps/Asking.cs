using TcpBackends.Framing;
using TcpBackends.Tests.Conformance.Differential.Running;

namespace TcpBackends.Tests.Conformance.Differential.Steps;

/// <summary>Changes an option.</summary>
internal sealed record SetOption(Setting Setting) : Step
{
    private static readonly TcpOption[] OptionsOfSends =
        [TcpOptions.SendTimeout, TcpOptions.SendTimeoutClose, TcpOptions.HighWatermark, TcpOptions.LowWatermark];

    public override string? Refuse(World world) =>
        !world.IsInet && Setting.Key == TcpOptions.LowWatermark ? "listed: low_watermark on socket"
        : !world.IsInet && world.ResetWasRead ? "listed: changing an option after a reset was read on socket"
        : world.IsInet && world.WaitingSends > 1 && OptionsOfSends.Contains(Setting.Key)
            ? "who waits behind another one may meet it, or not yet"
        : world.IsActive && world.Input.Length > 0 && (Setting.Key == TcpOptions.PacketSize || Setting.Key == TcpOptions.Packet)
            ? "listed: bytes that were no packet, when the options change"
        : (world.IsClosed || (world.EndIsPostponed && world.IsReading && world.IsQueueing)) && Setting.Key == TcpOptions.Linger
            ? "how much was sent when the close comes to an end is up to the kernel"
        : Setting.Key == TcpOptions.Packet ? RefusePacket(world)
        : Setting.Key == TcpOptions.PacketSize && world.Packet != PacketType.Raw && world.Input.Length > 0
            && (world.HasBegunPacket
                || (world.WaitingReceives > 0 && world.Input.IsInMidFrame(world.Packet)))
            ? "listed: changing `packet_size` in the middle of a packet"
        : Activates && world.IsInet && world.IsClosed && world.IsQueueing && (world.PeerSentFin || world.InputIsShut)
            ? "listed: the stream ends while a close waits on inet"
        : Activates && world.IsInet && world.WaitingReceives > 0 ? "listed: setting active while a receive waits"
        : Activates && world.WaitingReceives > 0 && world.WasMadePassive
            ? "listed: setting active while a receive waits that was made after active mode was left"
        : Activates && !world.IsInet && world.WasMadePassive && world.Input.Length > 0
            && Setting is Setting<TcpActive> { Value.Mode: not TcpActiveMode.True }
            ? "how the stream is cut into messages depends on the read that was begun in active mode"
        : Activates && !world.IsInet && (world.PeerSentFin || world.ResetArrived) && world.Input.IsInMidHeader(world.Packet)
            ? "listed: packet 1, 2, 4 and a stream that ends inside a header"
        : Activates && world.IsInet && world.PeerSent > world.Input.Length && world.Input.HasBad(world.Packet, world.Options.PacketSize ?? 0)
            ? "listed: a bad packet behind a good one in active mode"
        : Activates && world.HasReadAhead && world.Packet == PacketType.Raw ? "listed: packets 1, 2, 4 on `socket` are read ahead"
        : Activates && world.WaitingReceives > 1 ? "listed: setting active while several receives wait"
        : null;

    private bool Activates => Setting is Setting<TcpActive> { Value.Mode: not TcpActiveMode.False };

    public override void Prepare(World world) =>
        world.WasMadePassive |= world.IsActive && !world.IsInet && Setting is Setting<TcpActive>;

    public override Task<Observation> RunAsync(World world, Side side) =>
        Task.FromResult(Observation.Of(Setting.Set(side.Socket)));

    public override void Learn(World world, Observation seen)
    {
        if (seen.Error == TcpError.None)
        {
            world.Options = Setting.ApplyTo(world.Options);
        }
    }

    public override string ToString() => $"set {Setting}";

    private static string? RefusePacket(World world) =>
        world.WaitingSends > 0 ? "who waits may have its header, or not yet"
        : world.WasMadePassive ? "listed: a packet arrives after active mode was left"
        : world.HasBegunPacket || (world.IsInet && world.WaitingReceives > 0)
            ? "listed: changing `packet` in the middle of a packet"
        : !world.IsInet && world.WaitingReceives > 0
            && (world.Ours.Waiting.Any(call => call.Step is Receive { Length: > 0 })
                || (world.Packet == PacketType.Raw ? world.Input.Length > 0 : world.Input.IsInMidFrame(world.Packet)))
            ? "listed: changing `packet` in the middle of a packet"
        : null;
}

/// <summary>Reads the option that the setting is of.</summary>
internal sealed record GetOption(Setting Setting) : Step
{
    public override string? Refuse(World world) =>
        !world.IsInet && Setting.Key == TcpOptions.LowWatermark ? "listed: low_watermark on socket" : null;

    public override Task<Observation> RunAsync(World world, Side side) =>
        Task.FromResult(new Observation(Setting.Get(side.Socket)));

    public override string ToString() => $"get {Setting.Key}";
}

/// <summary>Asks for both names.</summary>
internal sealed record Names : Step
{
    public override Task<Observation> RunAsync(World world, Side side)
    {
        bool isLocal = side.Socket.LocalEndPoint is { IsOk: true } local && local.Value.Equals(side.Peer.RemoteEndPoint);
        bool isRemote = side.Socket.RemoteEndPoint is { IsOk: true } remote && remote.Value.Equals(side.Peer.LocalEndPoint);
        string here = isLocal ? "right" : side.Socket.LocalEndPoint.Error.ToAtom();
        string there = isRemote ? "right" : side.Socket.RemoteEndPoint.Error.ToAtom();
        return Task.FromResult(new Observation($"sockname {here}, peername {there}"));
    }

    public override string ToString() => "sockname, peername";
}

/// <summary>Asks for the counters.</summary>
internal sealed record Counters : Step
{
    public override Task<Observation> RunAsync(World world, Side side)
    {
        if (!side.Socket.Statistics.TryGetValue(out TcpStatistics counters))
        {
            return Task.FromResult(Observation.Of((TcpResult)side.Socket.Statistics.Error));
        }

        // Listed: on socket OTP counts what was read, delivered or not. And what fills the kernel is up to the kernel.
        string received = world.IsInet ? $"received {counters.ReceivedBytes} in {counters.ReceivedPackets}" : "";
        string sent = world.WasClogged ? "" : $"sent {counters.SentBytes} in {counters.SentPackets}";
        return Task.FromResult(new Observation($"{received} {sent}"));
    }

    public override string? Refuse(World world) =>
        world.WaitingSends > 1 ? "who waits behind another one may be counted, or not yet"
        : !world.IsInet && world.HasSentInParts ? "listed: counters of a send in several parts on `socket`"
        : null;

    public override string ToString() => "getstat";
}
