using System.Buffers;
using System.Net;
using TcpBackends.Core.Waiting;
using TcpBackends.InetDriver;

namespace TcpBackends.Tests.Unit.Core;

/// <summary>How the queue of <c>inet</c> comes to the kernel, and who writes it.</summary>
[TestFixture]
[CancelAfter(20_000)]
public sealed class FlushTests : IAsyncDisposable
{
    private readonly QueueingPlatform.QueueingSocket _kernel;
    private readonly InetDriverBackend _backend;

    public FlushTests()
    {
        var platform = new QueueingPlatform();
        _kernel = platform.Socket;
        _backend = new InetDriverBackend(new TcpBackendSettings(), platform);
    }

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    [Test]
    public async Task Others_queue_while_the_kernel_works(CancellationToken watchdog)
    {
        ITcpSocket socket = await ConnectAsync(new TcpSocketOptions(), watchdog);
        _kernel.IsFull = true;
        Assert.That(await socket.SendAsync(new byte[] { 1, 2 }, watchdog), Is.EqualTo(TcpSendResult.Ok));
        Task writing = BeginToWrite();
        await _kernel.Begun!.WaitAsync(watchdog);

        ValueTask<TcpSendResult> during = socket.SendAsync(new byte[] { 3 }, watchdog);

        Assert.That(during.IsCompleted, "A send waited for the kernel, though the queue is below the mark.");
        Assert.That(await during, Is.EqualTo(TcpSendResult.Ok));
        _kernel.GoesOn.Release(2);
        await writing.WaitAsync(watchdog);
        Assert.That(_kernel.Sent, Is.EqualTo(new byte[] { 1, 2, 3 }));
    }

    [Test]
    public async Task What_is_dropped_while_the_kernel_works_is_not_given_to_others(CancellationToken watchdog)
    {
        ITcpSocket socket = await ConnectAsync(new TcpSocketOptions(), watchdog);
        byte[] data = new byte[5000];
        data.AsSpan().Fill(7);
        _kernel.IsFull = true;
        await socket.SendAsync(data, watchdog);
        Task writing = BeginToWrite();
        await _kernel.Begun!.WaitAsync(watchdog);

        _kernel.Linger = TcpLinger.Reset;
        await socket.CloseAsync(watchdog);
        for (int i = 0; i < 100; i++)
        {
            ArrayPool<byte>.Shared.Rent(data.Length).AsSpan().Fill(9);
        }

        _kernel.GoesOn.Release();
        await writing.WaitAsync(watchdog);
        Assert.That(_kernel.Sent, Is.EqualTo(data));
    }

    [Test]
    public async Task A_postponed_shutdown_is_done_when_the_queue_was_dropped_while_the_kernel_works(CancellationToken watchdog)
    {
        ITcpSocket socket = await ConnectAsync(
            new TcpSocketOptions { DelaySend = true, ExitOnClose = false, HighWatermark = 10, LowWatermark = 5 }, watchdog);
        _kernel.Begun = new SemaphoreSlim(0);
        Task<TcpSendResult> sending = Task.Run(async () => await socket.SendAsync(new byte[20], watchdog), watchdog);
        await _kernel.Begun.WaitAsync(watchdog);
        Assert.That(await socket.ShutdownAsync(TcpShutdown.Write, watchdog), Is.EqualTo(TcpResult.Ok));
        Assert.That(_kernel.WasShutDown, Is.Null, "shutdown: postponed while data is queued");

        _kernel.HasEnded = true;
        Assert.That((await socket.ReceiveAsync(0, null, watchdog)).Error, Is.EqualTo(TcpError.Closed));
        _kernel.GoesOn.Release();

        await sending.WaitAsync(watchdog);
        SpinWait.SpinUntil(() => _kernel.WasShutDown is not null || watchdog.IsCancellationRequested);
        Assert.That(_kernel.WasShutDown, Is.EqualTo(TcpShutdown.Write), "shutdown: done once the queue is gone");
    }

    [Test]
    public async Task The_rest_of_what_was_delayed_is_written_when_the_sender_pauses(CancellationToken watchdog)
    {
        ITcpSocket socket = await ConnectAsync(new TcpSocketOptions { DelaySend = true }, watchdog);
        byte[] message = new byte[100];
        const int Count = 10_001;
        for (int i = 0; i < Count; i++)
        {
            Assert.That(await socket.SendAsync(message, watchdog), Is.EqualTo(TcpSendResult.Ok));
        }

        while (_kernel.Sent.Length < Count * message.Length)
        {
            watchdog.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        Assert.That(_kernel.Writes, Is.LessThan(Count / 2), "delay_send: the messages sent are larger, but fewer (inet:setopts/2).");
    }

    [Test]
    public async Task A_receive_that_waits_writes_what_was_delayed(CancellationToken watchdog)
    {
        ITcpSocket socket = await ConnectAsync(new TcpSocketOptions { DelaySend = true }, watchdog);
        var caller = new Thread(() =>
        {
            // The thread pool may be faster, but not every time.
            while (!_kernel.WasWrittenBy(Thread.CurrentThread) && !watchdog.IsCancellationRequested)
            {
                using var end = new CancellationTokenSource();
                ValueTask<TcpSendResult> sending = socket.SendAsync(new byte[100], CancellationToken.None);
                ValueTask<TcpResult<TcpPacket>> receiving = socket.ReceiveAsync(cancellationToken: end.Token);
                end.Cancel();
                Assert.That(sending.IsCompleted);
                Assert.That(async () => await receiving, Throws.InstanceOf<OperationCanceledException>());
            }
        });
        caller.Start();
        await Task.Run(caller.Join, watchdog).WaitAsync(watchdog);
        Assert.That(_kernel.WasWrittenBy(caller));
    }

    [Test]
    public async Task At_the_end_of_a_round_what_was_delayed_is_written_at_once(CancellationToken watchdog)
    {
        ITcpSocket socket = await ConnectAsync(new TcpSocketOptions { DelaySend = true }, watchdog);
        using var end = new CancellationTokenSource();
        var turn = new InlineTurn();
        Task? receiving = null;
        During(turn, () =>
        {
            Send(socket, 3);
            receiving = socket.ReceiveAsync(cancellationToken: end.Token).AsTask();
        });
        During(turn, () => Send(socket, 1));
        Assert.That(_kernel.Writes, Is.Zero, "it is delayed: the thread has not gone through all yet");

        turn.EndRound();

        Assert.That(_kernel.Sent, Has.Length.EqualTo(4));
        Assert.That(_kernel.Writes, Is.EqualTo(1));
        Assert.That(_kernel.WasWrittenBy(Thread.CurrentThread));
        During(turn, () => Send(socket, 2));
        turn.EndRound();
        Assert.That(_kernel.Sent, Has.Length.EqualTo(6), "the next round");
        await end.CancelAsync();
        Assert.That(async () => await receiving!, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task What_was_delayed_is_written_by_others_if_a_turn_does_not_end([Values] bool closes, CancellationToken watchdog)
    {
        ITcpSocket socket = await ConnectAsync(new TcpSocketOptions { DelaySend = true }, watchdog);
        var turn = new InlineTurn();
        During(turn, () =>
        {
            Send(socket, 3);
            var other = new Thread(closes ? turn.Close : turn.LetGo);
            other.Start();
            other.Join();
            SpinWait.SpinUntil(() => _kernel.Sent.Length == 3 || watchdog.IsCancellationRequested);
        });

        Assert.That(_kernel.Sent, Has.Length.EqualTo(3));
        Assert.That(_kernel.WasWrittenBy(Thread.CurrentThread), Is.False);
    }

    private static void During(InlineTurn turn, Action act)
    {
        turn.Begin();
        try
        {
            act();
        }
        finally
        {
            turn.End();
        }
    }

    /// <summary>Each byte is a message.</summary>
    private static void Send(ITcpSocket socket, int count)
    {
        for (int i = 0; i < count; i++)
        {
            ValueTask<TcpSendResult> sending = socket.SendAsync(new byte[1]);
            Assert.That(sending.IsCompletedSuccessfully);
        }
    }

    private async Task<ITcpSocket> ConnectAsync(TcpSocketOptions options, CancellationToken watchdog) =>
        (await _backend.ConnectAsync(new IPEndPoint(IPAddress.Loopback, 9), options, cancellationToken: watchdog)).Value;

    /// <summary>The kernel has room again, and is given the queue by another thread.</summary>
    private Task BeginToWrite()
    {
        _kernel.IsFull = false;
        _kernel.Begun = new SemaphoreSlim(0);
        return Task.Run(_kernel.Events!.OnWritable);
    }
}
