using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TcpBackends.Framing;
using TcpBackends.Samples.EchoWorker;
using TcpBackends.Tests.Unit.Hosting.Fakes;

namespace TcpBackends.Tests.Unit.Hosting;

[CancelAfter(30_000)]
internal sealed class EchoServiceTests
{
    private readonly FakeListener _listener = new();
    private readonly FakeBackend _backend;

    public EchoServiceTests() =>
        _backend = new FakeBackend(TcpBackendNames.Inet) { Listener = new TcpResult<ITcpListener>(_listener) };

    [Test]
    public async Task Listens_on_the_port_with_packet_4(CancellationToken watchdog)
    {
        using EchoService service = Create(acceptors: 1);
        await service.StartAsync(watchdog);

        FakeCall call = _backend.Calls.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(call.Port, Is.EqualTo(7));
            Assert.That(call.Options!.Packet, Is.EqualTo(PacketType.Length4));
        }

        await service.StopAsync(watchdog);
    }

    [Test]
    public async Task Cannot_start_when_it_cannot_listen(CancellationToken watchdog)
    {
        using EchoService service = Create(acceptors: 1, new FakeBackend("inet") { Listener = TcpError.EAddrInUse });

        Assert.That(
            async () => await service.StartAsync(watchdog),
            Throws.TypeOf<TcpException>().With.Property(nameof(TcpException.Error)).EqualTo(TcpError.EAddrInUse));
        await service.StopAsync(watchdog);
    }

    [Test]
    public async Task Sends_back_packet_after_packet_until_the_peer_closes(CancellationToken watchdog)
    {
        using EchoService service = Create(acceptors: 1);
        await service.StartAsync(watchdog);
        FakeSocket peer = _listener.Connect();

        foreach (string text in (string[])["one", "", "three"])
        {
            peer.Arrive(text);
            Assert.That(await peer.NextSentAsync(watchdog), Is.EqualTo(text));
        }

        Assert.That(peer.Closed.IsCompleted, Is.False);
        peer.Arrive(TcpError.Closed);
        await peer.Closed.WaitAsync(watchdog);
        await service.StopAsync(watchdog);
    }

    [Test]
    public async Task Closes_a_connection_on_which_a_send_fails(CancellationToken watchdog)
    {
        using EchoService service = Create(acceptors: 1);
        await service.StartAsync(watchdog);
        FakeSocket peer = _listener.Connect();
        peer.SendOutcome = Task.FromResult(TcpSendResult.TimedOut([0]));

        peer.Arrive("one");

        await peer.Closed.WaitAsync(watchdog);
        await service.StopAsync(watchdog);
    }

    [Test]
    public async Task Each_acceptor_serves_one_connection_at_a_time(CancellationToken watchdog)
    {
        using EchoService service = Create(acceptors: 2);
        await service.StartAsync(watchdog);
        FakeSocket[] peers = [_listener.Connect(), _listener.Connect(), _listener.Connect()];
        foreach (FakeSocket peer in peers)
        {
            peer.Arrive("hello");
        }

        await peers[0].NextSentAsync(watchdog);
        await peers[1].NextSentAsync(watchdog);
        Assert.That(peers[2].TryNextSent(out _), Is.False, "there are two acceptors, and both are taken");

        peers[1].Arrive(TcpError.Closed);
        Assert.That(await peers[2].NextSentAsync(watchdog), Is.EqualTo("hello"));
        await service.StopAsync(watchdog);
    }

    [Test]
    public async Task Goes_on_after_an_accept_that_failed(CancellationToken watchdog)
    {
        using EchoService service = Create(acceptors: 1);
        await service.StartAsync(watchdog);
        _listener.Offer(TcpError.EMFile);
        FakeSocket peer = _listener.Connect();

        peer.Arrive("hello");

        Assert.That(await peer.NextSentAsync(watchdog), Is.EqualTo("hello"));
        await service.StopAsync(watchdog);
    }

    [Test]
    public async Task Stopping_closes_the_listener_and_idle_connections(CancellationToken watchdog)
    {
        using EchoService service = Create(acceptors: 2);
        await service.StartAsync(watchdog);
        FakeSocket peer = _listener.Connect();
        peer.Arrive("hello");
        await peer.NextSentAsync(watchdog);

        await service.StopAsync(watchdog);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(_listener.Closed.IsCompleted);
            Assert.That(peer.Closed.IsCompleted);
            Assert.That(service.ExecuteTask!.IsCompleted);
        }
    }

    [Test]
    public async Task Stopping_stops_accepting_at_once_and_lets_the_packet_under_way_finish(CancellationToken watchdog)
    {
        using EchoService service = Create(acceptors: 2);
        await service.StartAsync(watchdog);
        FakeSocket peer = _listener.Connect();
        var sending = new TaskCompletionSource<TcpSendResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        peer.SendOutcome = sending.Task;
        peer.Arrive("under way");
        await peer.NextSentAsync(watchdog);
        peer.Arrive("too late");

        Task stopping = service.StopAsync(watchdog);
        await _listener.Closed.WaitAsync(watchdog);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(peer.Closed.IsCompleted, Is.False, "the send is not complete yet");
            Assert.That(stopping.IsCompleted, Is.False, "the send is not complete yet");
        }

        sending.SetResult(TcpSendResult.Ok);
        await stopping;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(peer.Closed.IsCompleted);
            Assert.That(peer.SendsCompleted, Is.EqualTo(1), "the packet under way was finished, not cancelled");
            Assert.That(peer.TryNextSent(out _), Is.False, "nothing new is begun");
            Assert.That(service.ExecuteTask!.IsCompleted);
        }
    }

    [Test]
    public async Task Stopping_gives_up_at_the_timeout_of_the_host(CancellationToken watchdog)
    {
        using EchoService service = Create(acceptors: 1);
        await service.StartAsync(watchdog);
        FakeSocket peer = _listener.Connect();
        peer.SendOutcome = new TaskCompletionSource<TcpSendResult>().Task;
        peer.Arrive("never taken");
        await peer.NextSentAsync(watchdog);
        using var timeout = new CancellationTokenSource();

        Task stopping = service.StopAsync(timeout.Token);
        Assert.That(stopping.IsCompleted, Is.False, "there is time left");
        await timeout.CancelAsync();
        await stopping.WaitAsync(watchdog);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(peer.Closed.IsCompleted);
            Assert.That(peer.SendsCompleted, Is.Zero);
            Assert.That(service.ExecuteTask!.IsCompleted, "no worker is left behind");
        }
    }

    private EchoService Create(int acceptors, ITcpBackend? backend = null) => new(
        backend ?? _backend,
        Options.Create(new EchoOptions { Port = 7, Acceptors = acceptors }),
        NullLogger<EchoService>.Instance);
}
