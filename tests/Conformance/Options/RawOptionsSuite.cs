using System.Buffers.Binary;

namespace TcpBackends.Tests.Conformance.Options;

/// <summary>Options of the operating system by their numbers: semantics 15, raw; inet manual, setopts/2, raw.</summary>
[Platform(Include = "Linux", Reason = "The numbers are those of Linux.")]
public abstract class RawOptionsSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    private const int Tcp = 6;
    private const int Linger2 = 8;
    private const int Info = 11;
    private const int UserTimeout = 18;
    private const int NoSuchOption = 9999;

    [Test]
    public async Task Set_and_read_by_size()
    {
        ConnectedPair pair = await PairAsync();

        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.RawOf(Tcp, Linger2), Bytes(30)), "setopts raw");

        AssertReads(pair.Socket, TcpOptions.RawOf(Tcp, Linger2, 4), Bytes(30));
        Assert.That(KernelOption.Read(pair.Socket, Tcp, Linger2), Is.EqualTo(30), "in the kernel");
    }

    [Test]
    public async Task Read_by_value()
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Raw = [new TcpRawOption(Tcp, Linger2, Bytes(17))] });

        AssertReads(pair.Socket, TcpOptions.RawOf(Tcp, Linger2, new byte[4]), Bytes(17));
    }

    [TestCase(4, 4)]
    [TestCase(100, 4)]
    [TestCase(2, 2)]
    public async Task The_size_is_the_most_that_is_read(int size, int length)
    {
        ConnectedPair pair = await PairAsync();
        Outcome.Ok(pair.Socket.Options.Set(TcpOptions.RawOf(Tcp, Linger2), Bytes(30)), "setopts raw");

        AssertReads(pair.Socket, TcpOptions.RawOf(Tcp, Linger2, size), Bytes(30)[..length]);
    }

    [Test]
    public async Task A_structure_can_be_read()
    {
        ConnectedPair pair = await PairAsync();

        ReadOnlyMemory<byte> info = Outcome.Ok(pair.Socket.Options.Get(TcpOptions.RawOf(Tcp, Info, 92)), "getopts raw TCP_INFO");

        Assert.That(info.Length, Is.EqualTo(92));
        Assert.That(info.Span[0], Is.EqualTo(1), "established");
    }

    [TestCase(65_522)]
    [TestCase(65_523)]
    [TestCase(1_048_576)]
    public async Task A_large_size(int size)
    {
        ConnectedPair pair = await PairAsync();

        Outcome.Is(
            pair.Socket.Options.Get(TcpOptions.RawOf(Tcp, Linger2, size)),
            size > Expect.Options.LargestRawRead ? TcpError.EInval : TcpError.None,
            $"getopts raw of {size} bytes");
    }

    [Test]
    public async Task A_size_of_nothing()
    {
        ConnectedPair pair = await PairAsync();

        TcpResult<ReadOnlyMemory<byte>> found = pair.Socket.Options.Get(TcpOptions.RawOf(Tcp, Linger2, 0));

        Outcome.Is(found, Expect.Options.EmptyRaw, "getopts raw of 0 bytes");
        Outcome.Is(
            pair.Socket.Options.Get(TcpOptions.RawOf(Tcp, NoSuchOption, 0)), TcpError.NotAvailable, "getopts of an unknown raw option");
        Assert.That(!found.TryGetValue(out ReadOnlyMemory<byte> value) || value.IsEmpty);
    }

    [Test]
    [OnlyOurs("Erlang has no memory that somebody else could change.")]
    public async Task The_value_that_is_read_into_is_the_caller_s_again_at_once()
    {
        ConnectedPair pair = await PairAsync();
        byte[] value = Bytes(30);
        TcpOption<ReadOnlyMemory<byte>> option = TcpOptions.RawOf(Tcp, Linger2, value);
        TcpResult<ReadOnlyMemory<byte>> before = pair.Socket.Options.Get(option);

        Array.Fill(value, (byte)0xFF);

        Assert.That(pair.Socket.Options.Get(option).Value.ToArray(), Is.EqualTo(before.Value.ToArray()));
        Assert.That(value, Is.All.EqualTo(0xFF), "and is not written to");
    }

    [Test]
    [OnlyOurs("It is about the bound of the list.")]
    public void A_value_of_more_than_a_megabyte_is_refused()
    {
        var options = new TcpSocketOptions { Raw = [new TcpRawOption(Tcp, Linger2, new byte[1_048_577])] };

        Assert.That(options.Validate, Throws.ArgumentException.With.Message.Contains("Raw (raw)"));
        Assert.That(TcpOptions.Raw.IsAllowed([new TcpRawOption(Tcp, Linger2, new byte[1_048_576])]));
    }

    [Test]
    public async Task One_that_does_not_exist()
    {
        ConnectedPair pair = await PairAsync();

        Outcome.Is(
            pair.Socket.Options.Get(TcpOptions.RawOf(Tcp, NoSuchOption)), TcpError.NotAvailable, "getopts leaves it out");
        Outcome.Is(
            pair.Socket.Options.Set(TcpOptions.RawOf(Tcp, NoSuchOption), Bytes(1)),
            Expect.Options.RefusedOrIgnored(TcpError.ENoProtoOpt),
            "setopts of an unknown raw option");
    }

    [Test]
    public async Task A_value_that_is_too_short()
    {
        ConnectedPair pair = await PairAsync();

        Outcome.Is(
            pair.Socket.Options.Set(TcpOptions.RawOf(Tcp, Linger2), new byte[] { 1 }),
            Expect.Options.RefusedOrIgnored(TcpError.EInval),
            "setopts raw with a short value");
    }

    [Test]
    public async Task Refused_at_connect_and_listen()
    {
        RawListener listener = OpenRawListener();
        var options = new TcpSocketOptions { Raw = [new TcpRawOption(999, 999, Bytes(1))] };
        TcpError expected = Expect.Options.RefusedOrIgnored(TcpError.ENoProtoOpt);

        TcpResult<ITcpSocket> connected = await Backend.ConnectAsync(listener.LocalEndPoint, options, null, Token);
        TcpResult<ITcpListener> listening = await Backend.ListenAsync(0, options, Token);

        Outcome.Is(connected, expected, "connect with an unknown raw option");
        Outcome.Is(listening, expected, "listen with an unknown raw option");
        if (expected == TcpError.None)
        {
            Keep(connected.Value);
            Keep(listening.Value);
        }
    }

    [Test]
    public async Task An_accepted_socket_has_what_the_listener_has()
    {
        ITcpListener listener = await ListenAsync(new TcpSocketOptions { Raw = [new TcpRawOption(Tcp, Linger2, Bytes(30))] });
        await ConnectRawAsync(AddressOf(listener));
        ITcpSocket accepted = await AcceptAsync(listener);

        AssertReads(accepted, TcpOptions.RawOf(Tcp, Linger2), Bytes(30));
    }

    [Test]
    public async Task Together_with_others()
    {
        ConnectedPair pair = await PairAsync();

        Outcome.Ok(
            pair.Socket.Options.Set([TcpOptions.NoDelay.With(true), TcpOptions.RawOf(Tcp, Linger2).With(Bytes(30))]), "setopts");

        AssertReads(pair.Socket, TcpOptions.RawOf(Tcp, Linger2), Bytes(30));
        Outcome.Same(pair.Socket.Options.Get(TcpOptions.NoDelay), true, "getopts nodelay");
    }

    [TestCase(UserTimeout, 1234, Linger2, 30, 30)]
    [TestCase(Linger2, 17, Linger2, 17, 30)]
    [Deviation("Raw options of the configuration")]
    public async Task With_those_of_the_configuration(int number, int value, int configured, int expected, int asConfigured)
    {
        ITcpBackend backend = NewBackend(new TcpBackendSettings
        {
            ConnectDefaults = new TcpSocketOptions { Raw = [new TcpRawOption(Tcp, Linger2, Bytes(30))] },
        });
        RawListener listener = OpenRawListener();
        var options = new TcpSocketOptions { Raw = [new TcpRawOption(Tcp, number, Bytes(value))] };

        ITcpSocket socket = Keep(Outcome.Ok(await backend.ConnectAsync(listener.LocalEndPoint, options, null, Token), "connect"));

        ConfiguredRaw rule = Expect.Deviations.ConfiguredRaw;
        bool isSame = number == configured;
        byte[] found = Outcome.Ok(socket.Options.Get(TcpOptions.RawOf(Tcp, configured)), "getopts raw").ToArray();
        Assert.That(
            found,
            rule == ConfiguredRaw.Ignored && !isSame ? Is.Not.EqualTo(Bytes(30))
                : Is.EqualTo(Bytes(rule == ConfiguredRaw.Wins ? asConfigured : expected)),
            "the raw option of the configuration");
        AssertReads(socket, TcpOptions.RawOf(Tcp, number), isSame ? found : Bytes(value));
    }

    private static void AssertReads(ITcpSocket socket, TcpOption<ReadOnlyMemory<byte>> option, byte[] expected) =>
        Assert.That(Outcome.Ok(socket.Options.Get(option), "getopts raw").ToArray(), Is.EqualTo(expected));

    private static byte[] Bytes(int value)
    {
        byte[] bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }
}

[TestFixture]
public sealed class InetRawOptions() : RawOptionsSuite(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketRawOptions() : RawOptionsSuite(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetRawOptions() : RawOptionsSuite(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketRawOptions() : RawOptionsSuite(BackendUnderTest.OtpSocket);
