using System.Buffers;
using BenchmarkDotNet.Attributes;
using TcpBackends.Framing;

namespace TcpBackends.Benchmarks.Micro.Sockets;

/// <summary>64 bytes sent and received, both ends in this process.</summary>
public class TransferBenchmarks
{
    private readonly byte[] _buffer = new byte[256];
    private readonly ReadOnlySequence<byte> _data = new(new byte[64]);
    private Pair _pair = null!;

    [ParamsSource(nameof(Backends))]
    public string Backend { get; set; } = "";

    [Params(PacketType.Raw, PacketType.Length1, PacketType.Length2, PacketType.Length4)]
    public PacketType Packet { get; set; }

    public static IReadOnlyList<string> Backends => Pair.Backends;

    [GlobalSetup]
    public async Task SetUp() =>
        _pair = await Pair.ConnectAsync(Backend, new TcpSocketOptions { Packet = Packet, NoDelay = true });

    [GlobalCleanup]
    public async Task CleanUp() => await _pair.DisposeAsync();

    /// <summary>The data is there when it is asked for.</summary>
    [Benchmark]
    [BenchmarkCategory(AllocationCheck.Category)]
    public async ValueTask<int> SendThenReceive()
    {
        (await _pair.Client.SendAsync(_data)).ThrowIfError();
        return (await _pair.Server.ReceiveAsync(_buffer)).Value;
    }

    /// <summary>The receiver waits, and is woken.</summary>
    [Benchmark]
    public async ValueTask<int> ReceiveThenSend()
    {
        ValueTask<TcpResult<int>> received = _pair.Server.ReceiveAsync(_buffer);
        (await _pair.Client.SendAsync(_data)).ThrowIfError();
        return (await received).Value;
    }

    /// <summary>What was received is memory of its own.</summary>
    [Benchmark]
    public async ValueTask<int> SendThenReceiveNewMemory()
    {
        (await _pair.Client.SendAsync(_data)).ThrowIfError();
        return (await _pair.Server.ReceiveAsync()).Value.Length;
    }
}
