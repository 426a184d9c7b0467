using System.Collections.Concurrent;
using System.Net;

namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>The base of every suite: a backend for each test, a watchdog, and everything cleaned up at the end.</summary>
public abstract class BackendSuite(BackendUnderTest subject)
{
    private readonly ConcurrentStack<IAsyncDisposable> _resources = [];
    private Watchdog _watchdog = null!;

    protected static IPEndPoint AnyLoopbackPort => new(IPAddress.Loopback, 0);

    protected BackendUnderTest Subject => subject;

    protected BackendExpectations Expect => subject.Expect;

    /// <summary>Passed to everything that may wait.</summary>
    protected CancellationToken Token => _watchdog.Token;

    /// <summary>The clock of <see cref="Backend"/>; a suite that moves time replaces it.</summary>
    protected virtual TimeProvider Clock => TimeProvider.System;

    /// <summary>The backend under test, made anew for every test.</summary>
    protected ITcpBackend Backend { get; private set; } = null!;

    [SetUp]
    public void CreateBackend()
    {
        _watchdog = new Watchdog();
        Backend = NewBackend(new TcpBackendSettings { TimeProvider = Clock });
    }

    [TearDown]
    public async Task CleanUp()
    {
        try
        {
            // Peers were kept last and go first: with the connection broken nothing waits for anyone to read.
            while (_resources.TryPop(out IAsyncDisposable? resource))
            {
                await resource.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10));
            }

            _watchdog.ThrowIfExpired();
        }
        finally
        {
            _watchdog.Dispose();
        }
    }

    /// <summary>Disposes it at the end of the test. From any thread: what a test does at once may open sockets at once.</summary>
    protected T Keep<T>(T resource)
        where T : IAsyncDisposable
    {
        _resources.Push(resource);
        return resource;
    }

    protected ITcpBackend NewBackend(TcpBackendSettings? settings = null) => NewBackend(subject, settings);

    protected ITcpBackend NewBackend(BackendUnderTest other, TcpBackendSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(other);
        ITcpBackend backend = other.Create(settings);
        if (backend is IAsyncDisposable disposable)
        {
            Keep(disposable);
        }

        return backend;
    }

    protected RawListener OpenRawListener(EndPoint? local = null, int backlog = 128, int? receiveBuffer = null) =>
        Keep(RawListener.Open(local, backlog, receiveBuffer));

    protected async Task<RawPeer> AcceptRawAsync(RawListener listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        return Keep(await listener.AcceptAsync(Token));
    }

    protected async Task<RawPeer> ConnectRawAsync(EndPoint remote, EndPoint? local = null, int? receiveBuffer = null) =>
        Keep(await RawPeer.ConnectAsync(remote, Token, local, receiveBuffer));

    /// <summary>Checks what the socket says ended it, if the backend under test tells.</summary>
    protected void AssertCloseReason(ITcpSocket socket, TcpCloseReason expected, string rule = "")
    {
        ArgumentNullException.ThrowIfNull(socket);
        if (subject.TellsCloseReason)
        {
            Assert.That(socket.CloseReason, Is.EqualTo(expected), rule);
        }
    }

    /// <summary>Longer where time passes by itself, so that there is time for what a test does meanwhile.</summary>
    protected TimeSpan Unhurried(TimeSpan time) => subject.UsesTimeProvider ? time : 5 * time;

    /// <summary>Lets time pass, on the clock of the backend under test: at once if that is the manual one, else really.</summary>
    protected async Task PassAsync(ManualTimeProvider clock, TimeSpan by)
    {
        ArgumentNullException.ThrowIfNull(clock);
        if (subject.UsesTimeProvider)
        {
            clock.Advance(by);
            return;
        }

        await Task.Delay(by, Token);
    }

    /// <summary>A listener of the backend under test, on a free port of the loopback interface.</summary>
    protected async Task<ITcpListener> ListenAsync(TcpSocketOptions? options = null)
    {
        options ??= TcpSocketOptions.Default;
        if (options.LocalAddress is null && options.LocalPath is null)
        {
            options = options with { LocalAddress = IPAddress.Loopback };
        }

        return Keep(Outcome.Ok(await Backend.ListenAsync(0, options, Token), "listen on a free port succeeds"));
    }

    protected static EndPoint AddressOf(ITcpListener listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        return Outcome.Ok(listener.LocalEndPoint, "an open listener knows its address");
    }

    protected async Task<ITcpSocket> ConnectAsync(EndPoint remote, TcpSocketOptions? options = null) =>
        Keep(Outcome.Ok(await Backend.ConnectAsync(remote, options, null, Token), "connect to a listener succeeds"));

    protected async Task<ITcpSocket> AcceptAsync(ITcpListener listener, ITcpMailbox? owner = null)
    {
        ArgumentNullException.ThrowIfNull(listener);
        return Keep(Outcome.Ok(
            owner is null ? await listener.AcceptAsync(null, Token) : await listener.AcceptAsync(owner, null, Token),
            "accept takes a waiting connection"));
    }

    /// <summary>A socket of the backend under test, connected to a peer that the test controls.</summary>
    /// <param name="options">Of the socket under test.</param>
    /// <param name="origin">Whether it connects or accepts.</param>
    /// <param name="peerReceiveBuffer">The peer's SO_RCVBUF.</param>
    protected async Task<ConnectedPair> PairAsync(
        TcpSocketOptions? options = null, PairOrigin origin = PairOrigin.Connect, int? peerReceiveBuffer = null)
    {
        if (origin == PairOrigin.Connect)
        {
            RawListener listener = OpenRawListener(receiveBuffer: peerReceiveBuffer);
            ITcpSocket connected = await ConnectAsync(listener.LocalEndPoint, options);
            return new ConnectedPair(connected, await AcceptRawAsync(listener));
        }

        ITcpListener listening = await ListenAsync(options);
        RawPeer peer = await ConnectRawAsync(AddressOf(listening), receiveBuffer: peerReceiveBuffer);
        ITcpSocket accepted = await AcceptAsync(listening, options?.Owner);
        // So that the peer is disposed first.
        Keep(peer);
        return new ConnectedPair(accepted, peer);
    }

    /// <summary>A socket of the backend under test whose next byte finds no room in the kernel.</summary>
    /// <param name="options">Of the socket under test; the kernel's send buffer is made small unless it is given.</param>
    /// <param name="origin">Whether it connects or accepts.</param>
    /// <param name="queuedBytes">
    /// How many bytes wait in the driver queue, exactly, on a backend that has one; 0 for at least one.
    /// </param>
    protected async Task<CloggedPair> CloggedPairAsync(
        TcpSocketOptions? options = null, PairOrigin origin = PairOrigin.Connect, int queuedBytes = 0)
    {
        options ??= TcpSocketOptions.Default;
        options = options with { SendBuffer = options.SendBuffer ?? CloggedPair.KernelBuffer };
        ConnectedPair pair = await PairAsync(options with { Packet = null }, origin, CloggedPair.KernelBuffer);
        long accepted = await subject.ClogAsync(
            pair.Socket, () => pair.Peer.OfferedWindow is null or 0, queuedBytes, Token);
        if (options.Packet is { } packet)
        {
            Outcome.Ok(pair.Socket.Options.Set(TcpOptions.Packet, packet), "the packet type can be changed at any time");
        }

        return new CloggedPair(pair.Socket, pair.Peer, accepted);
    }
}
