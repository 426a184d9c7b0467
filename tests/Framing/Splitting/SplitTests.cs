using System.Buffers;
using System.Text;
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

    private static readonly string[] Methods =
        ["GET", "POST", "PUT", "HEAD", "DELETE", "OPTIONS", "TRACE", "CONNECT", "get", "G(T", "HTTP/1.1"];

    private static readonly string[] Gaps = ["", " ", "  ", "\t", " \t"];
    private static readonly string[] Targets = ["", "/t", "HTTP/1.1"];
    private static readonly string[] Versions = ["HTTP/1.1", "HTTP/1.0", "HTTP/1.11", "HTTP/1.", "HTTP/1.1 ", "", "v"];
    private static readonly string[] Terminators = ["\r\n", "\n"];

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

    /// <summary>
    /// What is found in one go with what follows it in the same memory is found in single bytes, too: lines of every length
    /// around that of a vector, with their parts at every place, as they are usually written and as they hardly are.
    /// </summary>
    [TestCase(PacketType.Line)]
    [TestCase(PacketType.HttpBin)]
    [TestCase(PacketType.HttpHBin)]
    public void What_follows_a_line_makes_no_difference(PacketType type)
    {
        string[] lines =
        [
            .. from length in Enumerable.Range(0, 150) select new string('v', length),
            .. from length in Enumerable.Range(0, 150) select $"Host: {new string('v', length)}",
            .. from length in Enumerable.Range(0, 150) select $"{new string('N', length)}:v",
            .. from header in Enum.GetValues<HttpKnownHeader>()
               let name = HttpGenerator.Hyphenated(header)
               from spelled in (string[])[name, name.ToUpperInvariant(), $"{name}\0", $"{name};", $"{name} ", .. Misspelled(name)]
               select $"{spelled}:v",
            .. from method in Methods from gap in Gaps from target in Targets select $"{method}{gap}{target}",
            .. from length in Enumerable.Range(0, 150) select $"GET /{new string('t', length)} HTTP/1.1",
            .. from length in Enumerable.Range(0, 150) select $"{new string('M', length)} /t HTTP/1.1",
            .. from method in Methods from gap in Gaps from version in Versions
               select $"{method}{gap}/t{gap}{version}",
        ];
        foreach (string line in lines)
        {
            foreach (string terminator in Terminators)
            {
                byte[] bytes = Encoding.Latin1.GetBytes($"{line}{terminator}: \t GET HTTP/1.1 :{new string(':', 100)}");
                var one = new DecodeCase(type, bytes);
                Assert.That(Decoding.Stream(one, bytes.Chunk(1)), Is.EqualTo(Decoding.Stream(one, [bytes])), line);
            }
        }
    }

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

    /// <summary>The name with another character at each place, all of which the table of the known names has where it has the name.</summary>
    private static IEnumerable<string> Misspelled(string name) =>
        Enumerable.Range(0, name.Length).Select(at => $"{name[..at]}{(char)(name[at] ^ 0x40)}{name[(at + 1)..]}");

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
