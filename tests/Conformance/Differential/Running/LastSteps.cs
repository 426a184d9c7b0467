using TcpBackends.Tests.Conformance.Differential.Steps;

namespace TcpBackends.Tests.Conformance.Differential.Running;

/// <summary>The steps that end every sequence: the socket is closed, and the peer reads to the end.</summary>
internal static class LastSteps
{
    public static IEnumerable<Step> Of(World world)
    {
        bool mustDrain = world.IsLoose || (!world.IsClosed && new Close().Refuse(world) is not null);
        if (mustDrain && new PeerDrain().Refuse(world) is null)
        {
            yield return new PeerDrain();
        }

        if (!world.IsClosed && new Close().Refuse(world) is not null)
        {
            // It would discard what is queued.
            yield return new SetOption(Settings.Linger(TcpLinger.Off));
        }

        bool mayWait = world.IsInet && world.Agree(side => side.QueuedBytes > 0) is null;
        if (!world.IsClosed && mayWait && !world.PeerIsGone)
        {
            yield return new CloseWhilePeerReads();
            yield break;
        }

        if (!world.IsClosed)
        {
            yield return new Close();
        }

        if (!world.PeerIsGone)
        {
            yield return new PeerReadToEnd();
        }
    }

    /// <summary>Both at once: whether the close has to wait is up to the kernel.</summary>
    private sealed record CloseWhilePeerReads : Step
    {
        private readonly Close _close = new();
        private readonly PeerReadToEnd _read = new();

        public override void Prepare(World world)
        {
            _close.Prepare(world);
            _read.Prepare(world);
        }

        public override async Task<Observation> RunAsync(World world, Side side)
        {
            Task<Observation> closing = _close.RunAsync(world, side);
            Observation read = await _read.RunAsync(world, side);
            return new Observation($"close {(await closing).Text}, {read.Text}");
        }

        public override string ToString() => "close, and the peer reads to the end";
    }

    /// <summary>The peer reads until the stream ends.</summary>
    private sealed record PeerReadToEnd : Step
    {
        public override void Prepare(World world) => world.PeerIsGone = true;

        public override async Task<Observation> RunAsync(World world, Side side)
        {
            PeerReading reading = await side.Peer.ReceiveToEndAsync(side.Token);
            string relation = side.Output.Read(reading.Bytes);
            string rest = world.TailIsUncertain || side.Output.Unread == 0 ? "" : $", {side.Output.Unread} bytes short";
            string end = world.HasReadAhead || world.EndIsUncertain ? "FIN or RST" : reading.End.ToString();
            return new Observation($"{relation}{rest}, then {end}");
        }

        public override string ToString() => "peer reads to the end";
    }
}
