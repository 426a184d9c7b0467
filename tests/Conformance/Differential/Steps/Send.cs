using System.Buffers;
using System.Diagnostics;
using TcpBackends.Tests.Conformance.Differential.Running;

namespace TcpBackends.Tests.Conformance.Differential.Steps;

/// <summary>Sends so many bytes; waits if it has to, unless there is a timeout.</summary>
internal sealed record Send(int Size) : Step
{
    /// <summary>More than the kernel can ever hold for a connection with small buffers.</summary>
    public const int MoreThanKernel = 300_000;

    private const int LeastRoom = 30_000;
    private const int LeastSmallRoom = 1000;

    public override CallKind Kind => CallKind.Send;

    public override string? Refuse(World world) =>
        world.IsLoose ? "how much can be sent is up to the kernel"
        : world.TailIsUncertain && world.Sides.Any(side => side.Kernel is { IsHeld: true }) ? "it is not known what was dropped"
        : world.WaitingSends > 1 ? "listed: the order of senders that wait"
        : world.IsInet && world.WaitingSends > 0 && world.SendTimeout != Timeout.InfiniteTimeSpan
            ? "how much is queued when it is its turn is up to the kernel"
        : world.IsInet && (world.IsClosed || world.WriteIsShut) && world.WaitingSends > 0
            ? "how much is queued when it is its turn is up to the node"
        : world.IsInet && world.IsClosed && world.WriteIsShut && world.IsQueueing ? "listed: the stream ends while a close waits on inet"
        : world.IsInet ? RefuseOnInet(world)
        : RefuseOnSocket(world);

    public override bool MayWait(World world) => world.SendTimeout == Timeout.InfiniteTimeSpan || world.WaitingSends > 0;

    public override void Prepare(World world)
    {
        world.SendOffset += Size;
        world.HasSentInParts |=
            world.HasOutputInFlight || world.WaitingSends > 0 || (world.SmallBuffers && Size > LeastSmallRoom);
    }

    public override async Task<Observation> RunAsync(World world, Side side)
    {
        byte[] data = Pattern.Bytes(world.SendOffset - Size, Size);
        byte[] header = Wire.Header(world.Packet, Size);
        side.Output.Offer([.. header, .. data]);
        long started = Stopwatch.GetTimestamp();
        ValueTask<TcpSendResult> sending = side.Socket.SendAsync(new ReadOnlySequence<byte>(data), side.Token);
        bool isImmediate = sending.IsCompleted;
        TimeSpan timeout = world.SendTimeout;
        bool isExact = world.IsClogged;
        TcpSendResult result = await sending;
        bool isEarly = result.Error == TcpError.Timeout && Stopwatch.GetElapsedTime(started) < timeout - Timing.Granularity;
        string early = isEarly ? ", before its time" : "";
        if (result.HasRestData)
        {
            bool isRest = result.RestData.Span.SequenceEqual(
                ((byte[])[.. header, .. data]).AsSpan(^Math.Min(result.RestData.Length, header.Length + Size)..));
            side.Output.TakeBack(result.RestData.Length);
            string rest = !isRest ? "something else"
                : !isExact ? "the end of it"
                : $"{result.RestData.Length} bytes";
            return new Observation($"{{error,{{timeout,{rest}}}}}{early}", result.Error);
        }

        if (isImmediate && !result.IsOk && result.Error != TcpError.Timeout)
        {
            side.Output.TakeBack(header.Length + Size);
        }

        return new Observation(result + early, result.Error);
    }

    public override void Learn(World world, Observation seen) =>
        world.SendMetReset |= world.ResetArrived && seen.Error is TcpError.Closed or TcpError.EConnReset;

    public override IEnumerable<Step> Smaller()
    {
        foreach (int size in new[] { 0, 1, Size / 2, Size - 1 }.Where(size => size >= 0 && size < Size).Distinct())
        {
            yield return new Send(size);
        }
    }

    public override string ToString() => $"send {Size} bytes";

    private string? RefuseOnInet(World world)
    {
        if (world.Agree(side => side.QueuedBytes > 0) is not { } isQueueing)
        {
            return "whether something is queued is up to the kernel";
        }

        if (!isQueueing && world.WaitingSends == 0)
        {
            return null;
        }

        int length = (int)world.Packet + Size;
        if (world.Agree(side => side.QueuedBytes + length >= HighWatermark(side)) is not { } waits)
        {
            return "whether it reaches the high watermark is up to the kernel";
        }

        return !waits || world.Options.SendTimeoutClose != true ? null
            : world.SendTimeout == TimeSpan.Zero ? "listed: send_timeout 0 with send_timeout_close"
            : world.WaitingReceives > 0 ? "listed: a receive waits on inet, send_timeout_close closes"
            : null;
    }

    private string? RefuseOnSocket(World world)
    {
        long unread = world.Sides.Max(side => side.Output.Unread);
        bool hasRoom = !world.HasOutputInFlight && unread + Size <= (world.SmallBuffers ? LeastSmallRoom : LeastRoom);
        bool isTooMuch = Size >= MoreThanKernel && world.SmallBuffers;
        return hasRoom ? null
            : world.PeerIsGone && world.SendTimeout == TimeSpan.Zero ? "whether the reset is back after a part was sent is up to the kernel"
            : isTooMuch || world.IsClogged || world.WaitingSends > 0 || world.PeerIsGone ? null
            : "how much the kernel takes is up to the kernel";
    }

    private static int HighWatermark(Side side) =>
        side.Socket.Options.Get(TcpOptions.HighWatermark) is { IsOk: true } high ? high.Value : int.MaxValue;
}
