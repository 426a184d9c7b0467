using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using TcpBackends.Benchmarks.Harness;
using TcpBackends.Framing;

namespace TcpBackends.Benchmarks.Subject;

/// <summary>Decodes the bytes of a file, from the beginning again whenever no whole packet is left.</summary>
internal static class Decoding
{
    private const double WarmUpSeconds = 1;

    public static string Run(SubjectCommand command)
    {
        byte[] bytes = File.ReadAllBytes(command.File);
        var decoder = new PacketDecoder(command.Type switch
        {
            "4" => PacketType.Length4,
            "line" => PacketType.Line,
            _ => PacketType.HttpBin,
        });
        if (DecodeAll(decoder, bytes) == 0)
        {
            throw new InvalidDataException($"{command.File} does not begin with a packet of type {command.Type}.");
        }

        // The first passes run code that is not optimized yet, on a busy machine for a while.
        Repeat(decoder, bytes, WarmUpSeconds);
        return JsonSerializer.Serialize(Repeat(decoder, bytes, command.Seconds));
    }

    private static Result Repeat(PacketDecoder decoder, byte[] bytes, double seconds)
    {
        long packets = 0;
        long passes = 0;
        TimeSpan usedBefore = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        double elapsed;
        do
        {
            packets += DecodeAll(decoder, bytes);
            passes++;
            elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        while (elapsed < seconds);

        TimeSpan used = Environment.CpuUsage.TotalTime - usedBefore;
        return new Result(packets, passes * bytes.Length, elapsed, used.TotalSeconds);
    }

    private static int DecodeAll(PacketDecoder decoder, ReadOnlySpan<byte> stream)
    {
        decoder.Reset();
        int packets = 0;
        while (decoder.TryDecode(ref stream, out _, out _) == PacketStatus.Complete)
        {
            packets++;
        }

        return packets;
    }

    private sealed record Result(
        [property: JsonPropertyName("packets")] long Packets,
        [property: JsonPropertyName("bytes")] long Bytes,
        [property: JsonPropertyName("seconds")] double Seconds,
        [property: JsonPropertyName("cpu_seconds")] double CpuSeconds);
}
