using System.Net;
using System.Net.Sockets;
using TcpBackends.Core.Io;
using TcpBackends.DirectSocket;
using TcpBackends.InetDriver;

namespace TcpBackends.Tests.Unit.Core;

/// <summary>What the operating system says to a receive, apart from a reset: OTP's socket backend crashes, ours answers.</summary>
[TestFixture(TcpBackendNames.Inet, TcpError.ENotConn)]
[TestFixture(TcpBackendNames.Socket, TcpError.Closed)]
public sealed class ReadErrorTests(string name, TcpError afterwards)
{
    [Test]
    [CancelAfter(10_000)]
    public async Task The_error_is_returned(CancellationToken watchdog)
    {
        ITcpBackend backend = CreateBackend(new FailingPlatform(TcpError.ETimedOut));
        ITcpSocket socket =
            (await backend.ConnectAsync(new IPEndPoint(IPAddress.Loopback, 9), cancellationToken: watchdog)).Value;

        TcpResult<TcpPacket> first = await socket.ReceiveAsync(cancellationToken: watchdog);
        TcpResult<TcpPacket> second = await socket.ReceiveAsync(cancellationToken: watchdog);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Error, Is.EqualTo(TcpError.ETimedOut));
            Assert.That(second.Error, Is.EqualTo(afterwards));
            Assert.That(socket.CloseReason, Is.EqualTo(TcpCloseReason.SystemError));
            Assert.That(await socket.CloseAsync(watchdog), Is.EqualTo(TcpResult.Ok));
        }
    }

    private ITcpBackend CreateBackend(IIoPlatform platform) => name == TcpBackendNames.Inet
        ? new InetDriverBackend(new TcpBackendSettings(), platform)
        : new DirectSocketBackend(new TcpBackendSettings(), platform);

    private sealed class FailingPlatform(TcpError onReceive) : IIoPlatform
    {
        public TcpError Prepare() => TcpError.None;

        public TcpError TryAdopt(int descriptor, AddressFamily family, out IIoSocket? socket) => TryOpen(family, out socket);

        public TcpError TryOpen(AddressFamily family, out IIoSocket? socket)
        {
            socket = new FailingSocket(onReceive);
            return TcpError.None;
        }
    }

    private sealed class FailingSocket(TcpError onReceive) : FakeIoSocket
    {
        public override IoResult TryReceive(Span<byte> destination) => onReceive;
    }
}
