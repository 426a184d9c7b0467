using System.Net;
using System.Net.Sockets;
using TcpBackends.Core.Io;
using TcpBackends.DirectSocket;
using TcpBackends.InetDriver;
using TcpBackends.Internal;

namespace TcpBackends.Tests.Unit.Core;

/// <summary>gen_tcp, connect/3,4: the addresses of a name are tried in order, and the last error is the answer.</summary>
[TestFixture(TcpBackendNames.Inet)]
[TestFixture(TcpBackendNames.Socket)]
[Platform(Include = "Linux", Reason = "Needs more loopback addresses than 127.0.0.1.")]
public sealed class AddressesInOrderTests(string name)
{
    private static readonly IPAddress Refusing = IPAddress.Parse("127.0.7.1");
    private static readonly IPAddress Listening = IPAddress.Parse("127.0.7.2");

    [Test]
    [CancelAfter(10_000)]
    public async Task The_first_that_answers_is_taken(CancellationToken token)
    {
        ITcpBackend backend = CreateBackend(Refusing, Listening);
        await using ITcpListener listener =
            (await backend.ListenAsync(0, new TcpSocketOptions { LocalAddress = Listening }, token)).Value;
        int port = ((IPEndPoint)listener.LocalEndPoint.Value).Port;

        await using ITcpSocket socket = (await backend.ConnectAsync("two.example", port, cancellationToken: token)).Value;

        Assert.That(socket.RemoteEndPoint.Value, Is.EqualTo(new IPEndPoint(Listening, port)));
    }

    [Test]
    [CancelAfter(10_000)]
    public async Task The_last_error_is_the_answer(CancellationToken token)
    {
        ITcpBackend backend = CreateBackend(IPAddress.Parse("255.255.255.255"), Refusing);
        using var bound = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        bound.Bind(new IPEndPoint(Refusing, 0));
        int port = ((IPEndPoint)bound.LocalEndPoint!).Port;

        TcpResult<ITcpSocket> result = await backend.ConnectAsync("two.example", port, cancellationToken: token);

        Assert.That(result.Error, Is.EqualTo(TcpError.EConnRefused));
    }

    [Test]
    [CancelAfter(10_000)]
    public async Task One_timeout_covers_the_lookup_and_all_attempts(CancellationToken token)
    {
        var resolver = new FixedResolver([]) { NeverAnswers = true };
        TcpResult<ITcpSocket> result = await CreateBackend(resolver)
            .ConnectAsync("slow.example", 1, timeout: TimeSpan.FromMilliseconds(20), cancellationToken: token);
        Assert.That(result.Error, Is.EqualTo(TcpError.Timeout));
    }

    private ITcpBackend CreateBackend(params IPAddress[] addresses) => CreateBackend(new FixedResolver(addresses));

    private ITcpBackend CreateBackend(FixedResolver resolver) => name == TcpBackendNames.Inet
        ? new InetDriverBackend(new TcpBackendSettings(), IoPlatform.Default, resolver)
        : new DirectSocketBackend(new TcpBackendSettings(), IoPlatform.Default, resolver);

    private sealed class FixedResolver(IPAddress[] addresses) : IHostResolver
    {
        public bool NeverAnswers { get; init; }

        public async Task<IReadOnlyList<EndPoint>> ResolveAsync(
            DnsEndPoint host, AddressFamily family, CancellationToken cancellationToken)
        {
            if (NeverAnswers)
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            return Array.ConvertAll(addresses, EndPoint (address) => new IPEndPoint(address, host.Port));
        }
    }
}
