using System.Globalization;
using System.Net;

namespace TcpBackends.Tests.Conformance.Opening;

/// <summary>Sockets in another network namespace: semantics 2, 3 and 15, netns; gen_tcp manual, connect/3, netns.</summary>
[Platform(Include = "Linux", Reason = "Network namespaces are a matter of Linux.")]
public abstract class NetworkNamespaceSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    [Test]
    public async Task What_is_opened_there_meets_only_there()
    {
        PrivateNamespace there = Keep(await PrivateNamespace.CreateAsync(Token));

        IPEndPoint address = Loopback.UnusedEndPoint();
        var outside = new TcpSocketOptions { LocalAddress = address.Address, LocalPort = address.Port };
        ITcpListener listener = await ListenAsync(outside with { NetworkNamespace = there.Path });

        // The same port is free here: it is another network.
        ITcpListener here = await ListenAsync(outside);
        ITcpSocket client = await ConnectAsync(address, new TcpSocketOptions { NetworkNamespace = there.Path });
        ITcpSocket server = await AcceptAsync(listener);

        Outcome.Ok(await client.SendAsync("abc"u8.ToArray(), Token), "send");
        Outcome.Delivers(await server.ReceiveAsync(3, null, Token), "abc"u8, "recv");
        Outcome.Is(await here.AcceptAsync(TimeSpan.FromMilliseconds(1), Token), TcpError.Timeout, "nobody came here");
    }

    [Test]
    public async Task Of_IPv6_it_is_there()
    {
        PrivateNamespace there = Keep(await PrivateNamespace.CreateAsync(Token));
        var options = new TcpSocketOptions { LocalAddress = IPAddress.IPv6Loopback, NetworkNamespace = there.Path, Family = TcpAddressFamily.Inet6 };

        ITcpListener listener = await ListenAsync(options);

        string port = ((IPEndPoint)AddressOf(listener)).Port.ToString("X4", CultureInfo.InvariantCulture);
        Assert.That(there.Sockets("tcp6"), Has.Exactly(1).Contains($":{port} "), "listen: the kernel has it there");
        await AssertMeetAsync(listener, new TcpSocketOptions { NetworkNamespace = there.Path });
    }

    [Test]
    public async Task Of_Unix_domain_it_is_there()
    {
        PrivateNamespace there = Keep(await PrivateNamespace.CreateAsync(Token));
        string path = Keep(new SocketDirectory()).PathOf("s");

        ITcpListener listener = await ListenAsync(new TcpSocketOptions { LocalPath = path, NetworkNamespace = there.Path });

        Assert.That(there.Sockets("unix"), Has.Exactly(1).EndsWith(path), "listen: the kernel has it there");
        await AssertMeetAsync(listener, new TcpSocketOptions { NetworkNamespace = there.Path });
    }

    [Test]
    public async Task Many_at_once_are_each_where_they_belong()
    {
        const int Each = 10;
        PrivateNamespace[] others = [Keep(await PrivateNamespace.CreateAsync(Token)), Keep(await PrivateNamespace.CreateAsync(Token))];
        string?[] places = [others[0].Path, others[1].Path, null];
        IPEndPoint address = Loopback.UnusedEndPoint();

        // The same address and port in each: they do not meet only if each is in a network of its own.
        ITcpListener[] listeners = await Task.WhenAll(places.Select(place => Task.Run(() => ListenAsync(
            new TcpSocketOptions { LocalAddress = address.Address, LocalPort = address.Port, NetworkNamespace = place, Backlog = Each }))));
        await Task.WhenAll(Enumerable.Range(0, Each).SelectMany(_ => places).Select(place => Task.Run(() => ConnectAsync(
            address, new TcpSocketOptions { NetworkNamespace = place }))));

        foreach (ITcpListener listener in listeners)
        {
            for (int i = 0; i < Each; i++)
            {
                await AcceptAsync(listener);
            }

            Outcome.Is(await listener.AcceptAsync(TimeSpan.FromMilliseconds(1), Token), TcpError.Timeout, "nobody else came");
        }
    }

    [Test]
    public async Task One_that_does_not_exist()
    {
        RawListener listener = OpenRawListener();
        var options = new TcpSocketOptions { NetworkNamespace = "/no/such/namespace" };

        Outcome.Is(await Backend.ConnectAsync(listener.LocalEndPoint, options, null, Token), TcpError.ENoEnt, "connect");
        Outcome.Is(await Backend.ListenAsync(0, options, Token), TcpError.ENoEnt, "listen");
    }

    [Test]
    public async Task Reading_it()
    {
        const string Own = "/proc/self/ns/net";
        ITcpListener listener = await ListenAsync(new TcpSocketOptions { NetworkNamespace = Own });
        await ConnectRawAsync(AddressOf(listener));
        ITcpSocket accepted = await AcceptAsync(listener);

        Outcome.Same(
            listener.Options.Get(TcpOptions.NetworkNamespace), Expect.Options.TellsNamespace ? Own : TcpError.EInval, "getopts netns");
        Outcome.Is(
            accepted.Options.Get(TcpOptions.NetworkNamespace),
            Expect.Options.TellsNamespace ? TcpError.NotAvailable : TcpError.EInval,
            "accept: netns is not inherited");
    }

    [Test]
    [OnlyOurs("It looks at the threads of this process.")]
    public async Task No_thread_stays_there()
    {
        PrivateNamespace there = Keep(await PrivateNamespace.CreateAsync(Token));
        ITcpListener listener = await ListenAsync(new TcpSocketOptions { NetworkNamespace = there.Path });
        await ConnectAsync(AddressOf(listener), new TcpSocketOptions { NetworkNamespace = there.Path });
        string own = NamespaceOf("/proc/self/ns/net")!;

        Assert.That(NamespaceOf(there.Path), Is.Not.EqualTo(own));

        // A thread may take a moment to end.
        await Eventually.TrueAsync(
            () => Directory.EnumerateDirectories("/proc/self/task")
                .Select(task => NamespaceOf($"{task}/ns/net"))
                .All(found => found is null || found == own),
            "no thread is in the other namespace",
            Token);
    }

    [Test]
    [OnlyOurs("The node has all privileges, or none.")]
    public async Task Without_the_privilege()
    {
        RawListener listener = OpenRawListener();
        var options = new TcpSocketOptions { NetworkNamespace = "/proc/self/ns/net" };

        // A thread of its own, which ends with this.
        (Task<TcpResult<ITcpSocket>> connect, Task<TcpResult<ITcpListener>> listen) = await Task.Factory.StartNew(
            () =>
            {
                UnprivilegedThread.Become();
                return (
                    Backend.ConnectAsync(listener.LocalEndPoint, options, null, Token).AsTask(),
                    Backend.ListenAsync(0, options, Token).AsTask());
            },
            Token,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);

        Outcome.Is(await connect, TcpError.EPerm, "connect: netns is not allowed");
        Outcome.Is(await listen, TcpError.EPerm, "listen: netns is not allowed");
    }

    [Test]
    [OnlyOurs("On OTP it takes the node down with a process.")]
    public async Task A_file_that_is_no_namespace() =>
        Outcome.Is(
            await Backend.ListenAsync(0, new TcpSocketOptions { NetworkNamespace = "/dev/null" }, Token), TcpError.EInval, "setns");

    private async Task AssertMeetAsync(ITcpListener listener, TcpSocketOptions there)
    {
        ITcpSocket client = await ConnectAsync(AddressOf(listener), there);
        ITcpSocket server = await AcceptAsync(listener);
        Outcome.Ok(await client.SendAsync("abc"u8.ToArray(), Token), "send");
        Outcome.Delivers(await server.ReceiveAsync(3, null, Token), "abc"u8, "recv");
    }

    /// <summary>Null: the thread has ended meanwhile.</summary>
    private static string? NamespaceOf(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (IOException)
        {
            return null;
        }
    }
}

[TestFixture]
public sealed class InetNetworkNamespace() : NetworkNamespaceSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketNetworkNamespace() : NetworkNamespaceSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetNetworkNamespace() : NetworkNamespaceSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketNetworkNamespace() : NetworkNamespaceSuite(BackendUnderTest.OtpSocket);
