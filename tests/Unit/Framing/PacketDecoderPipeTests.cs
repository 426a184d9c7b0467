using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using TcpBackends.Framing;

namespace TcpBackends.Tests.Unit.Framing;

[TestFixture]
[CancelAfter(120_000)]
public sealed class PacketDecoderPipeTests
{
    private readonly Pipe _pipe = new();

    [Test]
    public async Task Decodes_until_the_pipe_ends(CancellationToken token)
    {
        await WriteAsync("ab\nc", token);
        Task<List<string>> packets = ReadAllAsync(new PacketDecoder(PacketType.Line), token);
        await WriteAsync("d\n\nef", token);
        await WriteAsync("\n", token);
        await _pipe.Writer.CompleteAsync();
        Assert.That(await packets, Is.EqualTo(["ab\n", "cd\n", "\n", "ef\n"]));
    }

    [Test]
    public async Task A_packet_may_be_larger_than_the_pipe_holds(CancellationToken token)
    {
        byte[] payload = new byte[1 << 20];
        Random.Shared.NextBytes(payload);
        Task writing = Task.Run(
            async () =>
            {
                PacketEncoder.Write(_pipe.Writer, PacketType.Length4, payload);
                await _pipe.Writer.FlushAsync(token);
                await _pipe.Writer.CompleteAsync();
            },
            token);
        await foreach (DecodedPacket packet in new PacketDecoder(PacketType.Length4).ReadAllAsync(_pipe.Reader, token))
        {
            Assert.That(packet.Payload.ToArray().AsSpan().SequenceEqual(payload));
        }

        await writing;
    }

    [Test]
    public async Task A_line_that_comes_byte_by_byte(CancellationToken token)
    {
        string line = new string('a', 100_000) + "\n";
        Task<List<string>> packets = ReadAllAsync(new PacketDecoder(PacketType.Line), token);
        foreach (char character in line)
        {
            await WriteAsync(character.ToString(), token);
        }

        await _pipe.Writer.CompleteAsync();
        Assert.That(await packets, Is.EqualTo([line]));
    }

    [Test]
    public async Task What_follows_the_last_packet_taken_stays_in_the_pipe(CancellationToken token)
    {
        await WriteAsync("POST / HTTP/1.1\r\n\r\nbody", token);
        await foreach (DecodedPacket packet in new PacketDecoder(PacketType.HttpBin).ReadAllAsync(_pipe.Reader, token))
        {
            if (packet.Http is HttpEndOfHeaders)
            {
                break;
            }
        }

        Assert.That(await TakeAsync(token), Is.EqualTo("body"));
    }

    [Test]
    public async Task The_type_may_change_between_packets(CancellationToken token)
    {
        await WriteAsync("POST / HTTP/1.1\r\nHost: a\r\n\r\n\0\u0002xya\nb", token);
        await _pipe.Writer.CompleteAsync();
        var decoder = new PacketDecoder(PacketType.Http);
        var payloads = new List<string>();
        await foreach (DecodedPacket packet in decoder.ReadAllAsync(_pipe.Reader, token))
        {
            payloads.Add(TextOf(packet.Payload));
            decoder.Type = packet.Http is HttpEndOfHeaders ? PacketType.Length2
                : decoder.Type == PacketType.Length2 ? PacketType.Line
                : decoder.Type == PacketType.Line ? PacketType.Raw
                : decoder.Type;
            decoder.InHeaders = packet.Http is not null and not HttpEndOfHeaders;
        }

        Assert.That(payloads, Is.EqualTo(["POST / HTTP/1.1\r\n", "Host: a\r\n", "\r\n", "xy", "a\n", "b"]));
    }

    [Test]
    public async Task An_invalid_packet_throws_and_stays_in_the_pipe(CancellationToken token)
    {
        await WriteAsync("ab\nabcdef", token);
        var packets = new List<string>();
        var decoder = new PacketDecoder(PacketType.Line, new() { PacketSize = 4 });
        Assert.That(async () => await ReadAllAsync(decoder, token, packets), Throws.InstanceOf<InvalidDataException>());
        Assert.That(packets, Is.EqualTo(["ab\n"]));
        Assert.That(await TakeAsync(token), Is.EqualTo("abcdef"));
    }

    [Test]
    public async Task A_truncated_packet_throws_and_stays_in_the_pipe(CancellationToken token)
    {
        await WriteAsync("ab\ncd", token);
        await _pipe.Writer.CompleteAsync();
        var packets = new List<string>();
        Assert.That(
            async () => await ReadAllAsync(new PacketDecoder(PacketType.Line), token, packets),
            Throws.InstanceOf<EndOfStreamException>());
        Assert.That(packets, Is.EqualTo(["ab\n"]));
        Assert.That(await TakeAsync(token), Is.EqualTo("cd"));
    }

    [Test]
    public async Task Cancellation_loses_nothing(CancellationToken token)
    {
        await WriteAsync("ab", token);
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(token);
        var decoder = new PacketDecoder(PacketType.Line);
        Task<List<string>> packets = ReadAllAsync(decoder, cancellation.Token);
        await cancellation.CancelAsync();
        Assert.That(async () => await packets, Throws.InstanceOf<OperationCanceledException>());

        await WriteAsync("c\n", token);
        await _pipe.Writer.CompleteAsync();
        Assert.That(await ReadAllAsync(decoder, token), Is.EqualTo(["abc\n"]));
    }

    [Test]
    public async Task A_cancelled_read_ends_the_loop(CancellationToken token)
    {
        await WriteAsync("ab\ncd", token);
        _pipe.Reader.CancelPendingRead();
        var decoder = new PacketDecoder(PacketType.Line);
        Assert.That(await ReadAllAsync(decoder, token), Is.EqualTo(["ab\n"]));
        Assert.That(await TakeAsync(token), Is.EqualTo("cd"));
    }

    [Test]
    public async Task The_stream_may_move_on_between_two_loops(CancellationToken token)
    {
        await WriteAsync("abcdef", token);
        var decoder = new PacketDecoder(PacketType.Line);
        _pipe.Reader.CancelPendingRead();
        Assert.That(await ReadAllAsync(decoder, token), Is.Empty);
        Assert.That(await TakeAsync(token), Is.EqualTo("abcdef"));

        await WriteAsync("x\ny\nzzzzz\n", token);
        await _pipe.Writer.CompleteAsync();
        Assert.That(await ReadAllAsync(decoder, token), Is.EqualTo(["x\n", "y\n", "zzzzz\n"]));
    }

    [Test]
    public void Needs_a_reader(CancellationToken token) => Assert.That(
        async () => await new PacketDecoder(PacketType.Raw).ReadAllAsync(null!, token).GetAsyncEnumerator(token).MoveNextAsync(),
        Throws.ArgumentNullException);

    private async Task<List<string>> ReadAllAsync(
        PacketDecoder decoder, CancellationToken token, List<string>? packets = null)
    {
        packets ??= [];
        await foreach (DecodedPacket packet in decoder.ReadAllAsync(_pipe.Reader, token))
        {
            packets.Add(TextOf(packet.Payload));
        }

        return packets;
    }

    private async Task WriteAsync(string text, CancellationToken token) =>
        await _pipe.Writer.WriteAsync(Encoding.Latin1.GetBytes(text), token);

    private async Task<string> TakeAsync(CancellationToken token)
    {
        ReadResult result = await _pipe.Reader.ReadAsync(token);
        string text = TextOf(result.Buffer);
        _pipe.Reader.AdvanceTo(result.Buffer.End);
        return text;
    }

    private static string TextOf(in ReadOnlySequence<byte> bytes) => Encoding.Latin1.GetString(bytes);
}
