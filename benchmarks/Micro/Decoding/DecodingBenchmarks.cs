using System.Buffers;
using BenchmarkDotNet.Attributes;
using TcpBackends.Benchmarks.Harness;
using TcpBackends.Framing;

namespace TcpBackends.Benchmarks.Micro.Decoding;

/// <summary>
/// All packets of 4 MiB in memory, through each door of <see cref="PacketDecoder"/>, and by a real Erlang node. The
/// times are those of a whole pass; the ratios are what counts.
/// </summary>
public class DecodingBenchmarks
{
    private const int Length = 4 * 1024 * 1024;
    private const int PieceLength = 4096;

    private byte[] _bytes = [];
    private ReadOnlySequence<byte> _contiguous;
    private ReadOnlySequence<byte> _pieces;
    private PacketDecoder _decoder = new(PacketType.Raw);
    private DecoderNode? _node;

    [ParamsSource(nameof(Types))]
    public string Type { get; set; } = "";

    public static IReadOnlyList<string> Types => DecoderInput.Types;

    [GlobalSetup]
    public void SetUp()
    {
        _bytes = DecoderInput.Create(Type, Length);
        _contiguous = new ReadOnlySequence<byte>(_bytes);
        _pieces = Segment.Chain(_bytes, PieceLength);
        _decoder = new PacketDecoder(Type switch
        {
            "4" => PacketType.Length4,
            "line" => PacketType.Line,
            _ => PacketType.HttpBin,
        });
    }

    [GlobalSetup(Target = nameof(ErlangNode))]
    public void SetUpNode()
    {
        SetUp();
        _node = DecoderNode.Start(Type, _bytes);
    }

    [GlobalCleanup]
    public void CleanUp() => _node?.Dispose();

    /// <summary><c>erlang:decode_packet/3</c>; the way there and back is less than a hundredth.</summary>
    [Benchmark(Baseline = true)]
    public long ErlangNode() => _node!.Decode();

    [Benchmark]
    [BenchmarkCategory(AllocationCheck.Category)]
    public int Span()
    {
        _decoder.Reset();
        ReadOnlySpan<byte> stream = _bytes;
        int packets = 0;
        while (_decoder.TryDecode(ref stream, out _, out _) == PacketStatus.Complete)
        {
            packets++;
        }

        return packets;
    }

    [Benchmark]
    [BenchmarkCategory(AllocationCheck.Category)]
    public int SequenceReader() => Read(_contiguous);

    [Benchmark]
    public int SequenceReaderOf4KiBPieces() => Read(_pieces);

    [Benchmark]
    [BenchmarkCategory(AllocationCheck.Category)]
    public int Sequence() => Take(_contiguous);

    [Benchmark]
    public int SequenceOf4KiBPieces() => Take(_pieces);

    private int Read(ReadOnlySequence<byte> stream)
    {
        _decoder.Reset();
        var reader = new SequenceReader<byte>(stream);
        int packets = 0;
        while (_decoder.TryDecode(ref reader, out _, out _) == PacketStatus.Complete)
        {
            packets++;
        }

        return packets;
    }

    private int Take(ReadOnlySequence<byte> stream)
    {
        _decoder.Reset();
        int packets = 0;
        while (_decoder.TryDecode(ref stream, out _) == PacketStatus.Complete)
        {
            packets++;
        }

        return packets;
    }
}
