using System.Buffers;
using System.Net.Sockets;
using TcpBackends.Core.Io;

namespace TcpBackends.Tests.Unit.Core;

/// <summary>Opens one socket, and notes what it is given to send.</summary>
internal sealed class QueueingPlatform : IIoPlatform
{
    public QueueingSocket Socket { get; } = new();

    public TcpError Prepare() => TcpError.None;

    public TcpError TryOpen(AddressFamily family, out IIoSocket? socket)
    {
        socket = Socket;
        return TcpError.None;
    }

    public TcpError TryAdopt(int descriptor, AddressFamily family, out IIoSocket? socket) => TryOpen(family, out socket);

    internal sealed class QueueingSocket : FakeIoSocket
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

        private readonly Lock _lock = new();
        private readonly List<byte> _sent = [];
        private readonly HashSet<Thread> _writers = [];

        public IIoEvents? Events { get; private set; }

        /// <summary>Whether the peer's stream has ended.</summary>
        public volatile bool HasEnded;

        /// <summary>What was shut down last; null: nothing.</summary>
        public TcpShutdown? WasShutDown { get; private set; }

        /// <summary>Whether the kernel has no room.</summary>
        public volatile bool IsFull;

        /// <summary>If set, an attempt to send says that it has begun, and waits.</summary>
        public SemaphoreSlim? Begun { get; set; }

        public SemaphoreSlim GoesOn { get; } = new(0);

        public TcpLinger Linger { get; set; } = TcpLinger.Off;

        public int Writes { get; private set; }

        public byte[] Sent
        {
            get
            {
                lock (_lock)
                {
                    return [.. _sent];
                }
            }
        }

        public bool WasWrittenBy(Thread thread)
        {
            lock (_lock)
            {
                return _writers.Contains(thread);
            }
        }

        public override void Start(IIoEvents events) => Events = events;

        public override IoResult TryReceive(Span<byte> destination) =>
            HasEnded ? new IoResult(0, TcpError.None) : TcpError.EAgain;

        public override TcpError Shutdown(TcpShutdown how)
        {
            WasShutDown = how;
            return TcpError.None;
        }

        public override TcpError GetLinger(out TcpLinger linger)
        {
            linger = Linger;
            return TcpError.None;
        }

        public override IoResult TrySend(ReadOnlySpan<byte> header, in ReadOnlySequence<byte> body)
        {
            if (IsFull)
            {
                return TcpError.EAgain;
            }

            if (Begun is { } begun)
            {
                begun.Release();
                Assert.That(GoesOn.Wait(Patience), "The test did not let the kernel go on.");
            }

            lock (_lock)
            {
                Writes++;
                _writers.Add(Thread.CurrentThread);
                _sent.AddRange(header);
                _sent.AddRange(body.ToArray());
            }

            return new IoResult(header.Length + (int)body.Length, TcpError.None);
        }
    }
}
