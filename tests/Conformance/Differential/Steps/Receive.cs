using System.Diagnostics;
using TcpBackends.Framing;
using TcpBackends.Tests.Conformance.Differential.Running;

namespace TcpBackends.Tests.Conformance.Differential.Steps;

/// <summary>Receives a packet or so many bytes; without a timeout it waits if it has to.</summary>
internal sealed record Receive(int Length = 0, int? Milliseconds = null) : Step
{
    public override CallKind Kind => CallKind.Receive;

    public override string? Refuse(World world)
    {
        if (world.IsInet)
        {
            return null;
        }

        return world.WasMadePassive && world.Packet != PacketType.Raw ? "listed: a packet arrives after active mode was left"
            : world.WasMadePassive && Milliseconds is not null ? "listed: a receive with a timeout after active mode was left"
            : world.WaitingReceives > 1 ? "two that wait show their order"
            : world.WaitingReceives > 0 && Milliseconds is not null ? "its clock starts when the other one ends"
            : Milliseconds is not null && world.Input.IsInMidFrame(world.Packet)
                ? "listed: packet 1, 2, 4 after a timeout in mid-frame"
            : (world.PeerSentFin || world.ResetArrived) && world.Input.IsInMidHeader(world.Packet)
                ? "listed: packet 1, 2, 4 and a stream that ends inside a header"
            : world.HasReadAhead && world.Packet == PacketType.Raw && (Length == 0 || world.ResetArrived)
                ? "listed: packets 1, 2, 4 on `socket` are read ahead"
            : null;
    }

    public override bool MayWait(World world) => Milliseconds is null;

    public override async Task<Observation> RunAsync(World world, Side side)
    {
        TimeSpan? timeout = Milliseconds is { } time ? TimeSpan.FromMilliseconds(time) : null;
        long started = Stopwatch.GetTimestamp();
        TcpResult<TcpPacket> result = await side.Socket.ReceiveAsync(Length, timeout, side.Token);
        bool isEarly = result.Error == TcpError.Timeout && Stopwatch.GetElapsedTime(started) < timeout - Timing.Granularity;
        var seen = Observation.Of(result);
        return isEarly ? seen with { Text = $"{seen.Text}, before its time" } : seen;
    }

    public override void Learn(World world, Observation seen)
    {
        if (seen.Error == TcpError.None)
        {
            world.Input.Consume((int)world.Packet + seen.Data.Length);
            world.PollHasFailed = false;
        }
        else if (seen.Error == TcpError.Timeout)
        {
            world.PollHasFailed = Milliseconds == 0 && (Length > 0 || world.Packet != PacketType.Raw || world.PollHasFailed);
        }
        else if (seen.Error is not (TcpError.EInval or TcpError.EAlready))
        {
            world.ResetWasRead |= world.ResetArrived && !world.SendMetReset;
            if (world.IsInet || seen.Error != TcpError.EMsgSize)
            {
                world.Input.Clear();
            }
        }
    }

    public override IEnumerable<Step> Smaller()
    {
        if (Length > 0)
        {
            yield return this with { Length = 0 };
            yield return this with { Length = Length / 2 };
        }

        if (Milliseconds is null or > 0)
        {
            yield return this with { Milliseconds = 0 };
        }
    }

    public override string ToString() =>
        $"receive {(Length == 0 ? "what there is" : $"{Length} bytes")}"
        + (Milliseconds is { } time ? $" within {time} ms" : "");
}
