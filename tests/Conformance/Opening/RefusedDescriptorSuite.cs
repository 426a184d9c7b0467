using System.Net;
using System.Net.Sockets;

namespace TcpBackends.Tests.Conformance.Opening;

/// <summary>A descriptor of somebody else is theirs until connect or listen has succeeded, whatever stopped it.</summary>
[Platform(Include = "Linux", Reason = "It looks at descriptors in /proc.")]
public abstract class RefusedDescriptorSuite(BackendUnderTest subject) : ForeignDescriptorSuite(subject)
{
    [Test]
    public async Task For_an_owner_that_has_ended()
    {
        RawListener listener = OpenRawListener();
        Caller caller = Caller.With(OpenDescriptor());
        ITcpMailbox owner = Keep(Backend.CreateMailbox());
        await owner.DisposeAsync();
        var options = new TcpSocketOptions { Descriptor = caller.Descriptor, Owner = owner };

        Outcome.Is(await Backend.ConnectAsync(listener.LocalEndPoint, options, null, Token), TcpError.Closed, "connect: nobody to own it");
        caller.AssertHasIt();
        Outcome.Is(await Backend.ListenAsync(0, options, Token), TcpError.Closed, "listen: nobody to own it");
        await AssertUsableAsync(caller);
    }

    [Test]
    public async Task For_an_owner_that_ends_meanwhile()
    {
        RawListener listener = OpenRawListener();
        Caller caller = Caller.With(OpenDescriptor());

        Outcome.Is(
            await Backend.ConnectAsync(listener.LocalEndPoint, OptionsOfOneThatEnds(), null, Token), TcpError.Closed, "connect: the owner ended");
        caller.AssertHasIt();
        Outcome.Is(await Backend.ListenAsync(0, OptionsOfOneThatEnds(), Token), TcpError.Closed, "listen: the owner ended");
        await AssertUsableAsync(caller);

        TcpSocketOptions OptionsOfOneThatEnds()
        {
            ITcpMailbox owner = Keep(Backend.CreateMailbox());
            return new TcpSocketOptions
            {
                Descriptor = caller.Descriptor,
                Owner = owner,
                AddressModule = new Module(atLocal: () => owner.DisposeAsync().AsTask()),
            };
        }
    }

    [Test]
    public async Task When_a_module_gives_no_address()
    {
        Caller caller = Caller.With(OpenDescriptor());
        var options = new TcpSocketOptions { Descriptor = caller.Descriptor, AddressModule = new Module() };

        await Assert.ThatAsync(
            () => Backend.ListenAsync(1, options, Token).AsTask(),
            Throws.ArgumentException.With.Message.Contains("AddressModule"));
        await Assert.ThatAsync(
            () => Backend.ListenAsync(0, options with { Descriptor = null }, Token).AsTask(),
            Throws.ArgumentException.With.Message.Contains("AddressModule"));
        await AssertUsableAsync(caller);
    }

    [Test]
    public async Task When_an_address_of_a_module_throws()
    {
        Caller caller = Caller.With(OpenDescriptor());
        var options = new TcpSocketOptions
        {
            Descriptor = caller.Descriptor,
            LocalPort = 1,
            AddressModule = new Module(local: new Unaddressable()),
        };

        await Assert.ThatAsync(() => Backend.ListenAsync(0, options, Token).AsTask(), Throws.InstanceOf<NotSupportedException>());
        caller.AssertHasIt();
        await Assert.ThatAsync(
            () => Backend.ConnectAsync(AnyLoopbackPort, options, null, Token).AsTask(), Throws.InstanceOf<NotSupportedException>());
        await AssertUsableAsync(caller);
    }

    [Test]
    public async Task Its_flags_are_as_they_were([Values] bool isNonBlocking)
    {
        RawListener refusing = Keep(RawListener.Bind());
        int descriptor = OpenDescriptor();
        ForeignDescriptor.LeaveOpenOnExec(descriptor);
        if (isNonBlocking)
        {
            ForeignDescriptor.MakeNonBlocking(descriptor);
        }

        var options = new TcpSocketOptions { Descriptor = descriptor };

        Outcome.Is(await Backend.ConnectAsync(refusing.LocalEndPoint, options, null, Token), TcpError.EConnRefused, "nobody listens");
        Assert.That(ForeignDescriptor.FlagsOf(descriptor), Is.EqualTo((isNonBlocking, false)), "O_NONBLOCK and FD_CLOEXEC as before");

        ITcpListener listener = Keep(Outcome.Ok(
            await Backend.ListenAsync(0, options with { LocalAddress = IPAddress.Loopback }, Token), "listen with fd"));
        Assert.That(ForeignDescriptor.FlagsOf(descriptor), Is.EqualTo((true, true)), "those of a socket of the library");
        Outcome.Ok(await listener.CloseAsync(Token), "close");
    }

    /// <summary>Its finalizer would close what is somebody else's.</summary>
    private async Task AssertUsableAsync(Caller caller)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        caller.AssertHasIt();
        RawListener listener = OpenRawListener();
        ITcpSocket socket = await ConnectAsync(listener.LocalEndPoint, new TcpSocketOptions { Descriptor = caller.Descriptor });
        await AssertCarriesDataAsync(new ConnectedPair(socket, await AcceptRawAsync(listener)));
    }

    private sealed record Caller(int Descriptor, string? Identity)
    {
        public static Caller With(int descriptor) => new(descriptor, ForeignDescriptor.Identify(descriptor));

        public void AssertHasIt() => Assert.That(ForeignDescriptor.Identify(Descriptor), Is.EqualTo(Identity), "it is open");
    }

    /// <summary>IPv4 addresses are what they are.</summary>
    private sealed class Module(EndPoint? local = null, Func<Task>? atLocal = null) : ITcpAddressModule
    {
        public AddressFamily Family => AddressFamily.InterNetwork;

        public ValueTask<TcpResult<IReadOnlyList<EndPoint>>> ResolveAsync(
            EndPoint destination, TcpSocketOptions options, CancellationToken cancellationToken) =>
            new(new TcpResult<IReadOnlyList<EndPoint>>([destination]));

        public TcpError TryGetLocal(TcpSocketOptions options, int? port, out EndPoint? address)
        {
            Assert.That(atLocal?.Invoke().IsCompletedSuccessfully, Is.Not.False, "it completes at once");
            address = local;
            return TcpError.None;
        }
    }

    private sealed class Unaddressable : EndPoint
    {
        public override AddressFamily AddressFamily => AddressFamily.InterNetwork;

        public override SocketAddress Serialize() => throw new NotSupportedException("It has no address.");
    }
}

[TestFixture]
public sealed class InetRefusedDescriptor() : RefusedDescriptorSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketRefusedDescriptor() : RefusedDescriptorSuite(BackendUnderTest.Socket);
