using System.Net;
using TcpBackends.Framing;

namespace TcpBackends.Tests.Unit.Abstractions;

internal sealed class TcpSocketOptionsTests
{
    private static readonly TcpSocketOptions Full = new()
    {
        Family = TcpAddressFamily.Inet6,
        LocalAddress = IPAddress.IPv6Loopback,
        LocalPort = 1,
        LocalPath = "a",
        Backlog = 2,
        Packet = PacketType.Length4,
        Mode = TcpMode.List,
        Header = 11,
        Deliver = TcpDeliver.Port,
        PacketSize = 3,
        LineDelimiter = 0,
        Buffer = 4,
        ReceiveBuffer = 5,
        SendBuffer = 6,
        NoDelay = true,
        KeepAlive = true,
        ReuseAddress = true,
        Linger = new TcpLinger(true, 7),
        SendTimeout = TimeSpan.FromSeconds(8),
        SendTimeoutClose = true,
        HighWatermark = 9,
        LowWatermark = 10,
        DelaySend = true,
        ExitOnClose = false,
        ShowEconnreset = true,
        HighMessageQueueWatermark = 12,
        LowMessageQueueWatermark = 13,
        TypeOfService = 14,
        TrafficClass = 15,
        Priority = 16,
        TimeToLive = 17,
        ReceiveTypeOfService = true,
        ReceiveTrafficClass = true,
        ReceiveTimeToLive = true,
        V6Only = true,
        BindToDevice = "a",
        Raw = [new TcpRawOption(1, 2, new byte[] { 3 })],
        Descriptor = 3,
        NetworkNamespace = "a",
        AddressModule = TcpAddressModules.Inet,
        UserTimeout = TimeSpan.FromSeconds(1),
        KeepAliveIdle = TimeSpan.FromSeconds(2),
        KeepAliveInterval = TimeSpan.FromSeconds(3),
        KeepAliveCount = 4,
        ReusePort = true,
        Cork = true,
    };

    private static readonly TcpSocketOptions OtherFull = new()
    {
        Family = TcpAddressFamily.Inet,
        LocalAddress = IPAddress.Loopback,
        LocalPort = 0,
        LocalPath = "b",
        Backlog = 0,
        Packet = PacketType.Raw,
        Mode = TcpMode.Binary,
        Header = 0,
        Deliver = TcpDeliver.Term,
        PacketSize = 0,
        LineDelimiter = (byte)'\n',
        Buffer = 1,
        ReceiveBuffer = 0,
        SendBuffer = 0,
        NoDelay = false,
        KeepAlive = false,
        ReuseAddress = false,
        Linger = TcpLinger.Off,
        SendTimeout = Timeout.InfiniteTimeSpan,
        SendTimeoutClose = false,
        HighWatermark = 0,
        LowWatermark = 0,
        DelaySend = false,
        ExitOnClose = true,
        ShowEconnreset = false,
        HighMessageQueueWatermark = 1,
        LowMessageQueueWatermark = 1,
        TypeOfService = 0,
        TrafficClass = 0,
        Priority = 0,
        TimeToLive = 0,
        ReceiveTypeOfService = false,
        ReceiveTrafficClass = false,
        ReceiveTimeToLive = false,
        V6Only = false,
        BindToDevice = "",
        Raw = [],
        Descriptor = 4,
        NetworkNamespace = "b",
        AddressModule = TcpAddressModules.Local,
        UserTimeout = TimeSpan.Zero,
        KeepAliveIdle = TimeSpan.FromSeconds(1),
        KeepAliveInterval = TimeSpan.FromSeconds(1),
        KeepAliveCount = 1,
        ReusePort = false,
        Cork = false,
    };

    private static IEnumerable<TestCaseData> OutOfRange
    {
        get
        {
            TcpSocketOptions none = TcpSocketOptions.Default;
            const string Port = "a whole number from 0 to 65535";
            const string Read = "a whole number from 1 to 67108864";
            const string Time = "infinity, or milliseconds from 0 to 4294967294";
            const string Size = "a whole number from 0 to 2147483647";
            yield return new(
                none with { Family = (TcpAddressFamily)3 }, "Family (family) is 3; allowed: inet, inet6, local");
            yield return new(none with { LocalPort = -1 }, $"LocalPort (port) is -1; allowed: {Port}");
            yield return new(none with { LocalPort = 65536 }, $"LocalPort (port) is 65536; allowed: {Port}");
            yield return new(none with { LocalPath = "" }, "LocalPath (local) is ; allowed: a path of 1 to 107 bytes");
            yield return new(none with { Backlog = -1 }, $"Backlog (backlog) is -1; allowed: {Port}");
            yield return new(none with { Backlog = 65536 }, $"Backlog (backlog) is 65536; allowed: {Port}");
            yield return new(none with { Packet = (PacketType)3 },
                "Packet (packet) is 3; allowed: raw, 0, 1, 2, 4, sunrm, asn1, cdr, fcgi, tpkt, line, http, http_bin, httph, httph_bin");
            yield return new(none with { PacketSize = -1 }, $"PacketSize (packet_size) is -1; allowed: {Size}");
            yield return new(none with { Buffer = 0 }, $"Buffer (buffer) is 0; allowed: {Read}");
            yield return new(none with { Buffer = 67108865 }, $"Buffer (buffer) is 67108865; allowed: {Read}");
            yield return new(none with { ReceiveBuffer = -1 }, $"ReceiveBuffer (recbuf) is -1; allowed: {Size}");
            yield return new(none with { SendBuffer = -1 }, $"SendBuffer (sndbuf) is -1; allowed: {Size}");
            yield return new(
                none with { Linger = new TcpLinger(false, 65536) },
                "Linger (linger) is TcpLinger { Enabled = False, Seconds = 65536 }; "
                + "allowed: false, or seconds from 0 to 65535");
            yield return new(
                none with { SendTimeout = TimeSpan.FromMilliseconds(-2) },
                $"SendTimeout (send_timeout) is -00:00:00.0020000; allowed: {Time}");
            yield return new(
                none with { SendTimeout = TimeSpan.FromMilliseconds(4294967295) },
                $"SendTimeout (send_timeout) is 49.17:02:47.2950000; allowed: {Time}");
            yield return new(none with { HighWatermark = -1 }, $"HighWatermark (high_watermark) is -1; allowed: {Size}");
            yield return new(none with { LowWatermark = -1 }, $"LowWatermark (low_watermark) is -1; allowed: {Size}");
        }
    }

    [Test]
    public void Both_samples_have_every_option() =>
        Assert.That(
            TcpOptions.All.Where(option => option.IsForCreation && !(option.IsIn(Full) && option.IsIn(OtherFull))),
            Is.EqualTo((TcpOption[])[TcpOptions.Active]),
            "which is no default");

    [Test]
    public void Nothing_is_set_by_default() => Assert.That(new TcpSocketOptions(), Is.EqualTo(TcpSocketOptions.Default));

    [Test]
    public void Defaults_fill_what_is_left_out() =>
        Assert.That(TcpSocketOptions.Default.WithDefaults(Full), Is.EqualTo(Full));

    [Test]
    public void Defaults_change_nothing_that_is_set()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(OtherFull.WithDefaults(Full with { Raw = null }), Is.EqualTo(OtherFull));
            Assert.That(Full.WithDefaults(OtherFull with { Raw = null }), Is.EqualTo(Full));
            Assert.That(Full.WithDefaults(TcpSocketOptions.Default), Is.EqualTo(Full));
        }
    }

    [Test]
    public void Raw_options_are_added_to_the_defaults_and_come_last()
    {
        TcpRawOption first = new(6, 8, new byte[4]);
        TcpRawOption second = new(6, 18, new byte[4]);
        var options = new TcpSocketOptions { Raw = [second] };

        Assert.That(options.WithDefaults(new TcpSocketOptions { Raw = [first] }).Raw, Is.EqualTo([first, second]));
        Assert.That(options.Raw, Is.EqualTo([second]));
    }

    [Test]
    public void Defaults_apply_option_by_option()
    {
        var options = new TcpSocketOptions { NoDelay = false, Buffer = 100 };
        var defaults = new TcpSocketOptions { NoDelay = true, KeepAlive = true };

        Assert.That(
            options.WithDefaults(defaults),
            Is.EqualTo(new TcpSocketOptions { NoDelay = false, Buffer = 100, KeepAlive = true }));
    }

    [Test]
    public void The_backend_is_not_a_default()
    {
        var defaults = new TcpSocketOptions { Backend = TcpBackendNames.Socket };

        using (Assert.EnterMultipleScope())
        {
            Assert.That(TcpSocketOptions.Default.WithDefaults(defaults).Backend, Is.Null);
            Assert.That(defaults.WithDefaults(TcpSocketOptions.Default).Backend, Is.EqualTo(TcpBackendNames.Socket));
        }
    }

    [Test]
    public void Defaults_are_not_null() =>
        Assert.That(() => TcpSocketOptions.Default.WithDefaults(null!), Throws.ArgumentNullException);

    [Test]
    public void Values_in_range_are_valid()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(TcpSocketOptions.Default.Validate, Throws.Nothing);
            Assert.That(Full.Validate, Throws.Nothing);
            Assert.That(OtherFull.Validate, Throws.Nothing);
            Assert.That(new TcpSocketOptions { LocalPath = new string('p', 107) }.Validate, Throws.Nothing);
        }
    }

    [TestCaseSource(nameof(OutOfRange))]
    public void A_value_out_of_range_is_named(TcpSocketOptions options, string message) =>
        Assert.That(
            options.Validate, Throws.ArgumentException.With.Message.EqualTo($"{message}."));

    [TestCase(108, 'p')]
    [TestCase(54, '\u00e9')]
    public void A_local_path_is_measured_in_bytes(int length, char letter) =>
        Assert.That(
            new TcpSocketOptions { LocalPath = new string(letter, length) }.Validate,
            Throws.ArgumentException.With.Message.Contains("a path of 1 to 107 bytes"));
}
