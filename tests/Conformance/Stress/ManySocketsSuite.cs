using System.Collections.Concurrent;
using System.Net;
using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Stress;

/// <summary>
/// Many connections with senders and receivers that are cancelled at random, until somebody closes: every call completes with
/// a documented value, and what arrived of each sender is the beginning of what it sent.
/// </summary>
public abstract class ManySocketsSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    private const int Connections = 12;

    private static readonly TcpSocketOptions Tiny = new()
    {
        Packet = PacketType.Length4,
        SendBuffer = CloggedPair.KernelBuffer,
        ReceiveBuffer = CloggedPair.KernelBuffer,
        NoDelay = true,
    };

    [Test]
    public async Task Senders_receivers_cancellation_and_close([Range(1, 6)] int seed, [Values(1, 3)] int senders)
    {
        ITcpListener listener = await ListenAsync(Tiny);
        EndPoint address = AddressOf(listener);
        var all = new List<Task>();
        for (int i = 0; i < Connections; i++)
        {
            ITcpSocket client = await ConnectAsync(address, Tiny);
            ITcpSocket server = await AcceptAsync(listener);
            all.Add(new Conversation(client, server, senders, (seed * 1000) + i, Token).RunAsync());
        }

        await foreach (Task conversation in Task.WhenEach(all))
        {
            await conversation;
        }
    }

    /// <summary>
    /// One connection. Several senders use both directions and are not cancelled, since a frame that one of them left
    /// unfinished could not be completed among the others'; a single sender is, and uses one direction, since completing a
    /// frame takes packet raw for a moment, which a receive on the same socket would notice.
    /// </summary>
    private sealed class Conversation(
        ITcpSocket client, ITcpSocket server, int senders, int seed, CancellationToken cancellationToken)
    {
        private const int LargestPayload = 12_000;

        private static readonly TimeSpan MostPatience = TimeSpan.FromSeconds(1);

        private readonly TaskCompletionSource _enough = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly int _enoughFrames = new Random(seed).Next(0, 60);
        private int _frames;

        public async Task RunAsync()
        {
            Task[] tasks =
            [
                RunAsync(client, server, 1),
                senders > 1 ? RunAsync(server, client, 2) : Task.CompletedTask,
                Task.Run(CloseAsync, cancellationToken),
            ];
            await foreach (Task task in Task.WhenEach(tasks))
            {
                // The first failure is the one to report; the others may only wait for what it did not do.
                await task;
            }
        }

        private static bool IsEnd(TcpError error) => error is TcpError.Closed or TcpError.ENotConn;

        private async Task RunAsync(ITcpSocket from, ITcpSocket to, int direction)
        {
            var received = new ConcurrentQueue<(int Sender, int Number)>();
            int[] begun = new int[senders];
            Task[] tasks =
            [
                .. Enumerable.Range(0, senders).Select(sender => Task.Run(
                    () => SendAsync(from, sender, begun, new Random(seed + (direction * 100) + sender)), cancellationToken)),
                Task.Run(() => ReceiveAsync(to, received, new Random(seed - direction)), cancellationToken),
            ];
            await foreach (Task task in Task.WhenEach(tasks))
            {
                await task;
            }

            foreach (IGrouping<int, (int Sender, int Number)> own in received.GroupBy(frame => frame.Sender))
            {
                Assert.That(own.Select(frame => frame.Number), Is.EqualTo(Enumerable.Range(0, own.Count())), "in order, none missing");
                Assert.That(own.Count(), Is.LessThanOrEqualTo(begun[own.Key]), "none that was not sent");
            }
        }

        private async Task SendAsync(ITcpSocket socket, int sender, int[] begun, Random random)
        {
            TcpError error = TcpError.None;
            while (error == TcpError.None)
            {
                byte[] frame = NewFrame(sender, begun[sender]++, random.Next(8, LargestPayload));
                using CancellationTokenSource? cancellation = CancelSoon(random, senders == 1);
                try
                {
                    error = (await socket.SendAsync(frame, cancellation?.Token ?? cancellationToken)).Error;
                }
                catch (TcpSendCanceledException canceled) when (!cancellationToken.IsCancellationRequested)
                {
                    begun[sender] -= canceled.BytesAccepted == 0 ? 1 : 0;
                    error = await RecoverAsync(socket, canceled);
                }
            }

            // einval: it waited behind another one on inet, and then there was no socket any more.
            Assert.That(IsEnd(error) || (error == TcpError.EInval && socket.BackendName == TcpBackendNames.Inet), $"send: {error.ToAtom()}");
        }

        /// <summary>With one sender, a frame that was cut short can be completed.</summary>
        private async Task<TcpError> RecoverAsync(ITcpSocket socket, TcpSendCanceledException canceled)
        {
            if (canceled.BytesAccepted == 0 || canceled.RestData.IsEmpty)
            {
                return TcpError.None;
            }

            socket.Options.Set(TcpOptions.Packet, PacketType.Raw);
            TcpError error = (await socket.SendAsync(canceled.RestData, cancellationToken)).Error;
            socket.Options.Set(TcpOptions.Packet, PacketType.Length4);
            return error;
        }

        private async Task ReceiveAsync(ITcpSocket socket, ConcurrentQueue<(int Sender, int Number)> received, Random random)
        {
            byte[] buffer = new byte[LargestPayload];
            TcpError error = TcpError.None;
            while (!IsEnd(error))
            {
                using CancellationTokenSource? cancellation = CancelSoon(random, isAllowed: true);
                CancellationToken token = cancellation?.Token ?? cancellationToken;
                TimeSpan? timeout = random.Next(4) == 0 ? TimeSpan.FromMilliseconds(random.Next(2)) : null;
                try
                {
                    ReadOnlyMemory<byte> frame;
                    if (random.Next(2) == 0)
                    {
                        TcpResult<TcpPacket> result = await socket.ReceiveAsync(0, timeout, token);
                        error = result.Error;
                        frame = result.TryGetValue(out TcpPacket packet) ? packet.Memory : default;
                    }
                    else
                    {
                        TcpResult<int> result = await socket.ReceiveAsync(buffer, timeout, token);
                        error = result.Error;
                        frame = result.TryGetValue(out int count) ? buffer.AsMemory(0, count) : default;
                    }

                    if (error == TcpError.None)
                    {
                        received.Enqueue(Identify(frame.Span));
                        CountFrame();
                    }
                    else
                    {
                        Assert.That(error is TcpError.Timeout || IsEnd(error), $"recv: {error.ToAtom()}");
                    }
                }
                catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
                {
                    // Nothing was taken: what is missing afterwards would show.
                }
            }

            _enough.TrySetResult();
        }

        private async Task CloseAsync()
        {
            var random = new Random(seed);
            await _enough.Task.WaitAsync(cancellationToken);
            (ITcpSocket first, ITcpSocket second) = random.Next(2) == 0 ? (client, server) : (server, client);
            if (random.Next(3) == 0)
            {
                await first.ShutdownAsync((TcpShutdown)random.Next(3), cancellationToken);
            }

            await Task.WhenAll(
                Task.Run(() => CloseAsync(first), cancellationToken), Task.Run(() => CloseAsync(second), cancellationToken));
        }

        private async Task CloseAsync(ITcpSocket socket)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(MostPatience);
            try
            {
                await socket.CloseAsync(patience.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // On inet it waits for the queue. If the other side's window was shut when that was closed, the kernel goes on probing it.
            }
        }

        private void CountFrame()
        {
            if (Interlocked.Increment(ref _frames) >= _enoughFrames)
            {
                _enough.TrySetResult();
            }
        }

        private CancellationTokenSource? CancelSoon(Random random, bool isAllowed)
        {
            if (!isAllowed || random.Next(3) != 0)
            {
                return null;
            }

            var cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            cancellation.CancelAfter(TimeSpan.FromMilliseconds(random.Next(3)));
            return cancellation;
        }

        private static byte[] NewFrame(int sender, int number, int size)
        {
            byte[] frame = new byte[size];
            Array.Fill(frame, (byte)(sender + 1));
            BitConverter.TryWriteBytes(frame.AsSpan(1), number);
            return frame;
        }

        private static (int Sender, int Number) Identify(ReadOnlySpan<byte> frame)
        {
            if (frame.Length < 8 || frame[5..].IndexOfAnyExcept(frame[0]) >= 0)
            {
                Assert.Fail($"A frame of {frame.Length} bytes is not one that was sent.");
            }

            return (frame[0] - 1, BitConverter.ToInt32(frame[1..]));
        }
    }
}

[TestFixture]
public sealed class InetManySockets() : ManySocketsSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketManySockets() : ManySocketsSuite(BackendUnderTest.Socket);
