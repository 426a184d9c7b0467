using TcpBackends.Tests.Framing.Cases;
using TcpBackends.Tests.Framing.Node;

namespace TcpBackends.Tests.Framing.Differential;

/// <summary>
/// The same bytes and options give the same result here and on a real Erlang node. TCPBACKENDS_FUZZ_SEED repeats a run,
/// TCPBACKENDS_FUZZ_CASES sets its length.
/// </summary>
[TestFixture]
[CancelAfter(120_000)]
public sealed class DifferentialTests
{
    [Test]
    public Task Packets(CancellationToken token) => ComparePacketsAsync(FuzzSettings.OrDefault(100_000), token);

    [Test]
    public Task Streams(CancellationToken token) => CompareStreamsAsync(FuzzSettings.OrDefault(30_000), token);

    [Test, Explicit("Takes minutes."), Category("Endurance"), CancelAfter(3_600_000)]
    public Task Millions_of_packets(CancellationToken token) =>
        ComparePacketsAsync(FuzzSettings.OrDefault(5_000_000), token);

    [Test, Explicit("Takes minutes."), Category("Endurance"), CancelAfter(3_600_000)]
    public Task Millions_of_streams(CancellationToken token) =>
        CompareStreamsAsync(FuzzSettings.OrDefault(2_000_000), token);

    private static async Task ComparePacketsAsync(FuzzSettings settings, CancellationToken token)
    {
        using var node = DecoderNode.StartOrSkip();
        await new Comparison(node, "packet", Decoding.Packet).RunAsync(settings, token);
    }

    private static async Task CompareStreamsAsync(FuzzSettings settings, CancellationToken token)
    {
        using var node = DecoderNode.StartOrSkip();
        await new Comparison(node, "stream", one => Decoding.Stream(one, [one.Bytes])).RunAsync(settings, token);
    }
}
