using TcpBackends.Tests.Unit.Hosting.Fakes;

namespace TcpBackends.Tests.Unit.Abstractions;

[CancelAfter(30_000)]
internal sealed class SendExtensionsTests
{
    private readonly FakeSocket _socket = new();

    [Test]
    public async Task A_buffer_is_one_packet(CancellationToken watchdog)
    {
        await _socket.SendAsync(new ReadOnlyMemory<byte>("hello"u8.ToArray(), 1, 3), watchdog);

        Assert.That(await _socket.NextSentAsync(watchdog), Is.EqualTo("ell"));
    }

    [Test]
    public async Task An_array_is_one_packet(CancellationToken watchdog)
    {
        await _socket.SendAsync("hello"u8.ToArray(), watchdog);

        Assert.That(await _socket.NextSentAsync(watchdog), Is.EqualTo("hello"));
    }

    [TestCase("")]
    [TestCase("", "")]
    [TestCase("ab")]
    [TestCase("ab", "c")]
    [TestCase("ab", "", "cd", "e", "")]
    public async Task Segments_are_one_packet(params string[] segments)
    {
        ReadOnlyMemory<byte>[] buffers =
            [.. segments.Select(text => (ReadOnlyMemory<byte>)System.Text.Encoding.UTF8.GetBytes(text))];

        await _socket.SendAsync(buffers);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(_socket.TryNextSent(out string? sent), Is.True);
            Assert.That(sent, Is.EqualTo(string.Concat(segments)));
        }
    }

    [Test]
    public async Task No_segments_are_an_empty_packet(CancellationToken watchdog)
    {
        await _socket.SendAsync(Array.Empty<ReadOnlyMemory<byte>>(), watchdog);

        Assert.That(await _socket.NextSentAsync(watchdog), Is.Empty);
    }

    [Test]
    public void The_token_is_passed_on(CancellationToken watchdog)
    {
        _socket.SendOutcome = new TaskCompletionSource<TcpSendResult>().Task;
        var cancelled = new CancellationToken(canceled: true);

        Assert.That(
            async () => await _socket.SendAsync(new byte[1], cancelled).AsTask().WaitAsync(watchdog),
            Throws.InstanceOf<OperationCanceledException>()
                .With.Property(nameof(OperationCanceledException.CancellationToken)).EqualTo(cancelled));
    }
}
