using System.Buffers;
using TcpBackends.Framing;
using TcpBackends.Tests.Framing.Cases;
using TcpBackends.Tests.Framing.Differential;
using TcpBackends.Tests.Framing.Generators;

namespace TcpBackends.Tests.Framing.Splitting;

/// <summary>How the bytes of a stream arrive makes no difference. TCPBACKENDS_FUZZ_SEED repeats a run.</summary>
[TestFixture]
public sealed class SplitTests
{
    private const int CasesPerType = 1000;

    private static PacketType[] Types => CaseGenerator.Types;

    [TestCaseSource(nameof(Types))]
    public void Any_split_of_a_stream_gives_the_same_packets(PacketType type) => ForEachCase(type, (choices, one) =>
    {
        one = WithoutLimitsThatDependOnSegments(one);
        string whole = Decoding.Stream(one, [one.Bytes]);
        if (type != PacketType.Raw)
        {
            Assert.That(Decoding.Stream(one, one.Bytes.Chunk(1)), Is.EqualTo(whole), "byte by byte");
            Assert.That(Decoding.Stream(one, Split(choices, one.Bytes)), Is.EqualTo(whole), "in random pieces");
        }
    });

    [TestCaseSource(nameof(Types))]
    public void Scattered_bytes_are_decoded_as_contiguous_ones(PacketType type) => ForEachCase(type, (choices, one) =>
        Assert.That(
            Decoding.Packet(one, Arrivals.Of(Split(choices, one.Bytes))), Is.EqualTo(Decoding.Packet(one))));

    [TestCaseSource(nameof(Types))]
    public void Spans_are_decoded_as_sequences(PacketType type) => ForEachCase(type, (_, one) =>
        Assert.That(
            Decoding.SpanPacket(new PacketDecoder(one.Type, one.Options), one.Bytes),
            Is.EqualTo(Decoding.Packet(one))));

    [TestCaseSource(nameof(Types))]
    public void Sequence_readers_are_decoded_as_sequences(PacketType type) => ForEachCase(type, (choices, one) =>
    {
        string expected = Decoding.Packet(one);
        var contiguous = new ReadOnlySequence<byte>(one.Bytes);
        ReadOnlySequence<byte> scattered = Arrivals.Of(Split(choices, one.Bytes));
        Assert.That(
            Decoding.ReaderPacket(new PacketDecoder(one.Type, one.Options), contiguous), Is.EqualTo(expected), "whole");
        Assert.That(
            Decoding.ReaderPacket(new PacketDecoder(one.Type, one.Options), scattered), Is.EqualTo(expected), "split");
    });

    [TestCaseSource(nameof(Types))]
    public void Going_on_gives_the_same_as_starting_again(PacketType type) => ForEachCase(type, (choices, one) =>
    {
        var contiguous = new PacketDecoder(one.Type, one.Options);
        var scattered = new PacketDecoder(one.Type, one.Options);
        var reader = new PacketDecoder(one.Type, one.Options);
        var arrived = new Arrivals();
        for (int length = 0; length <= one.Bytes.Length; length++)
        {
            string fresh = Decoding.Packet(one with { Bytes = one.Bytes[..length] });
            Assert.Multiple(() =>
            {
                Assert.That(
                    Decoding.Packet(contiguous, new ReadOnlySequence<byte>(one.Bytes, 0, length)),
                    Is.EqualTo(fresh),
                    $"contiguous, {length} bytes");
                Assert.That(Decoding.Packet(scattered, arrived.Bytes), Is.EqualTo(fresh), $"scattered, {length} bytes");
                Assert.That(Decoding.ReaderPacket(reader, arrived.Bytes), Is.EqualTo(fresh), $"reader, {length} bytes");
            });
            if (!fresh.StartsWith("{more,", StringComparison.Ordinal))
            {
                return;
            }

            arrived.Append(one.Bytes.AsMemory(length..Math.Min(length + 1, one.Bytes.Length)));
        }
    });

    [Test]
    public void Raw_bytes_come_as_they_arrive() =>
        Assert.That(
            Decoding.Stream(new DecodeCase(PacketType.Raw, []), [[1, 2], [3], [], [4]]),
            Is.EqualTo("{[<<1,2>>,<<3>>,<<4>>],{more,undefined}}"));

    private static void ForEachCase(PacketType type, Action<Choices, DecodeCase> check)
    {
        FuzzSettings settings = FuzzSettings.OrDefault(CasesPerType);
        for (int index = 0; index < settings.Cases; index++)
        {
            var choices = new Choices(settings.SeedOf(index));
            DecodeCase one = CaseGenerator.Generate(choices, type);
            try
            {
                check(choices, one);
            }
            catch
            {
                TestContext.Out.WriteLine($"{settings}, case {index}: {one}");
                throw;
            }
        }
    }

    /// <summary>
    /// With these OTP looks at what has arrived behind the packet, too: a line that is longer than packet_size gives
    /// pieces until that many bytes are there, and an empty line of two bytes passes a limit of one only if nothing
    /// follows.
    /// </summary>
    private static DecodeCase WithoutLimitsThatDependOnSegments(DecodeCase one) =>
        one.Type == PacketType.Line && one.PacketSize > 0 ? one with { LineLength = null }
        : one.Type.IsHttp() && (one.PacketSize == 1 || one.LineLength == 1) ? one with { PacketSize = 100, LineLength = null }
        : one;

    private static IEnumerable<byte[]> Split(Choices choices, byte[] bytes)
    {
        for (int start = 0; start < bytes.Length;)
        {
            int end = Math.Min(bytes.Length, start + choices.Number(8));
            yield return bytes[start..end];
            start = end;
        }
    }
}
