using BenchmarkDotNet.Attributes;

namespace TcpBackends.Benchmarks.Micro.Sockets;

/// <summary>Options at run time: one that the system keeps, one that the backend keeps.</summary>
public class OptionBenchmarks
{
    private Pair _pair = null!;
    private ITcpOptionAccess _options = null!;

    [ParamsSource(nameof(Backends))]
    public string Backend { get; set; } = "";

    public static IReadOnlyList<string> Backends => Pair.Backends;

    [GlobalSetup]
    public async Task SetUp()
    {
        _pair = await Pair.ConnectAsync(Backend, new TcpSocketOptions());
        _options = _pair.Client.Options;
    }

    [GlobalCleanup]
    public async Task CleanUp() => await _pair.DisposeAsync();

    [Benchmark]
    public bool GetNoDelay() => _options.Get(TcpOptions.NoDelay).Value;

    [Benchmark]
    public TcpResult SetNoDelay() => _options.Set(TcpOptions.NoDelay, true);

    [Benchmark]
    public int GetBuffer() => _options.Get(TcpOptions.Buffer).Value;

    [Benchmark]
    public TcpResult SetBuffer() => _options.Set(TcpOptions.Buffer, 4096);
}
