using System.Net;
using System.Reflection;
using TcpBackends.Framing;

namespace TcpBackends.Tests.Unit.Abstractions;

/// <summary>The table of options: names, and which text is which value.</summary>
internal sealed class OptionTableTests
{
    private static readonly string Path107 = new('p', 107);

    private static IEnumerable<TcpOption> All => TcpOptions.All;

    private static IEnumerable<TestCaseData> ValidTexts
    {
        get
        {
            yield return new(TcpOptions.Family, "inet", TcpAddressFamily.Inet);
            yield return new(TcpOptions.Family, "inet6", TcpAddressFamily.Inet6);
            yield return new(TcpOptions.Family, "local", TcpAddressFamily.Local);
            yield return new(TcpOptions.LocalAddress, "127.0.0.1", IPAddress.Loopback);
            yield return new(TcpOptions.LocalAddress, "::1", IPAddress.IPv6Loopback);
            yield return new(TcpOptions.LocalPort, "0", 0);
            yield return new(TcpOptions.LocalPort, "65535", 65535);
            yield return new(TcpOptions.LocalPath, "/run/app.sock", "/run/app.sock");
            yield return new(TcpOptions.LocalPath, "\0abstract", "\0abstract");
            yield return new(TcpOptions.LocalPath, Path107, Path107);
            yield return new(TcpOptions.Backlog, "0", 0);
            yield return new(TcpOptions.Backlog, "65535", 65535);
            yield return new(TcpOptions.Packet, "raw", PacketType.Raw);
            yield return new(TcpOptions.Packet, "0", PacketType.Raw);
            yield return new(TcpOptions.Packet, "1", PacketType.Length1);
            yield return new(TcpOptions.Packet, "2", PacketType.Length2);
            yield return new(TcpOptions.Packet, "4", PacketType.Length4);
            yield return new(TcpOptions.PacketSize, "0", 0);
            yield return new(TcpOptions.PacketSize, "2147483647", int.MaxValue);
            yield return new(TcpOptions.Buffer, "1", 1);
            yield return new(TcpOptions.Buffer, "67108864", 67108864);
            yield return new(TcpOptions.ReceiveBuffer, "0", 0);
            yield return new(TcpOptions.ReceiveBuffer, "2147483647", int.MaxValue);
            yield return new(TcpOptions.SendBuffer, "0", 0);
            yield return new(TcpOptions.SendBuffer, "2147483647", int.MaxValue);
            yield return new(TcpOptions.Linger, "false", TcpLinger.Off);
            yield return new(TcpOptions.Linger, "False", TcpLinger.Off);
            yield return new(TcpOptions.Linger, "0", TcpLinger.Reset);
            yield return new(TcpOptions.Linger, "65535", new TcpLinger(true, 65535));
            yield return new(TcpOptions.SendTimeout, "infinity", Timeout.InfiniteTimeSpan);
            yield return new(TcpOptions.SendTimeout, "0", TimeSpan.Zero);
            yield return new(TcpOptions.SendTimeout, "4294967294", TimeSpan.FromMilliseconds(4294967294));
            yield return new(TcpOptions.HighWatermark, "0", 0);
            yield return new(TcpOptions.HighWatermark, "2147483647", int.MaxValue);
            yield return new(TcpOptions.LowWatermark, "0", 0);
            yield return new(TcpOptions.LowWatermark, "2147483647", int.MaxValue);
            foreach (TcpOption option in Booleans)
            {
                yield return new(option, "true", true);
                yield return new(option, "False", false);
            }
        }
    }

    private static IEnumerable<TestCaseData> InvalidTexts
    {
        get
        {
            foreach (string text in (string[])["", "ipv4", "0", "1", "inet,inet7"])
            {
                yield return new(TcpOptions.Family, text);
            }

            foreach (string text in (string[])["", "localhost", "127.0.0.256", "::g", "127.0.0.1:80"])
            {
                yield return new(TcpOptions.LocalAddress, text);
            }

            foreach (string text in (string[])["", Path107 + "p", new string('\u00e9', 54)])
            {
                yield return new(TcpOptions.LocalPath, text);
            }

            foreach (string text in (string[])["", "3", "8", "Length4", "04", "-1"])
            {
                yield return new(TcpOptions.Packet, text);
            }

            foreach (string text in (string[])["", "true", "-1", "65536", "1.5"])
            {
                yield return new(TcpOptions.Linger, text);
            }

            foreach (string text in (string[])["", "-1", "4294967295", "1.5", "00:00:01", "99999999999999999999"])
            {
                yield return new(TcpOptions.SendTimeout, text);
            }

            (TcpOption, int Least, long Most)[] integers =
            [
                (TcpOptions.LocalPort, 0, 65535), (TcpOptions.Backlog, 0, 65535),
                (TcpOptions.Buffer, 1, 67108864), (TcpOptions.PacketSize, 0, int.MaxValue),
                (TcpOptions.ReceiveBuffer, 0, int.MaxValue), (TcpOptions.SendBuffer, 0, int.MaxValue),
                (TcpOptions.HighWatermark, 0, int.MaxValue), (TcpOptions.LowWatermark, 0, int.MaxValue),
            ];
            foreach ((TcpOption option, int least, long most) in integers)
            {
                yield return new(option, $"{least - 1}");
                yield return new(option, $"{most + 1}");
                yield return new(option, "");
                yield return new(option, "1k");
                yield return new(option, "1.0");
                yield return new(option, "0x10");
            }

            foreach (TcpOption option in Booleans)
            {
                yield return new(option, "");
                yield return new(option, "1");
                yield return new(option, "yes");
            }
        }
    }

    private static TcpOption[] Booleans =>
    [
        TcpOptions.NoDelay, TcpOptions.KeepAlive, TcpOptions.ReuseAddress, TcpOptions.SendTimeoutClose,
        TcpOptions.DelaySend, TcpOptions.ExitOnClose, TcpOptions.ShowEconnreset,
    ];

    [TestCaseSource(nameof(ValidTexts))]
    public void A_valid_text_sets_the_property_and_no_other(TcpOption option, string text, object value)
    {
        Assert.That(option.TryParse(text, TcpSocketOptions.Default, out TcpSocketOptions? result), Is.True);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(PropertyOf(option).GetValue(result), Is.EqualTo(value));
            Assert.That(
                PropertiesSet(result!), Is.EqualTo(PropertiesSet(TcpSocketOptions.Default).Append(option.PropertyName)));
        }
    }

    [TestCaseSource(nameof(InvalidTexts))]
    public void An_invalid_text_is_refused(TcpOption option, string text)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(option.TryParse(text, TcpSocketOptions.Default, out TcpSocketOptions? result), Is.False);
            Assert.That(result, Is.Null);
        }
    }

    [Test]
    public void Every_option_is_in_both_lists()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ValidTexts.Select(test => test.Arguments[0]).Distinct(), Is.EquivalentTo(All));
            Assert.That(InvalidTexts.Select(test => test.Arguments[0]).Distinct(), Is.EquivalentTo(All));
        }
    }

    [Test]
    public void Every_property_but_the_backend_is_an_option()
    {
        IEnumerable<string> properties = typeof(TcpSocketOptions)
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(property => property.Name)
            .Except([nameof(TcpSocketOptions.Backend)]);

        Assert.That(All.Select(option => option.PropertyName), Is.EquivalentTo(properties));
    }

    [Test]
    public void Every_field_of_the_table_is_listed()
    {
        object?[] fields = typeof(TcpOptions)
            .GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Where(property => property.PropertyType.IsAssignableTo(typeof(TcpOption)))
            .Select(property => property.GetValue(null))
            .ToArray();

        Assert.That(All, Is.EquivalentTo(fields));
    }

    [Test]
    public void Ids_are_dense() =>
        Assert.That(All.Select(option => option.Id), Is.EqualTo(Enumerable.Range(0, TcpOptions.All.Count)));

    [TestCaseSource(nameof(All))]
    public void An_option_is_found_by_both_its_names_in_any_case(TcpOption option)
    {
        string[] names = [option.Name, option.Name.ToUpperInvariant(), option.PropertyName, Lower(option.PropertyName)];

        Assert.That(names.Select(TcpOptions.Find), Is.All.SameAs(option));
    }

    [Test]
    public void Ifaddr_is_another_name_of_ip() =>
        Assert.That(TcpOptions.Find("IfAddr"), Is.SameAs(TcpOptions.LocalAddress));

    [TestCase("")]
    [TestCase("active")]
    [TestCase("Backend")]
    [TestCase("no_delay")]
    public void Another_name_finds_nothing(string name) => Assert.That(TcpOptions.Find(name), Is.Null);

    [TestCaseSource(nameof(All))]
    public void An_option_prints_as_its_erlang_name(TcpOption option) =>
        Assert.That(option.ToString(), Is.EqualTo(option.Name).And.Match("^[a-z][a-z0-9_]*$"));

    [Test]
    public void A_setting_carries_option_and_value()
    {
        TcpOptionSetting valid = TcpOptions.Buffer.With(1);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(valid.Option, Is.SameAs(TcpOptions.Buffer));
            Assert.That(valid.IsAllowed);
            Assert.That(TcpOptions.Buffer.With(0).IsAllowed, Is.False);
            Assert.That(TcpOptions.Buffer.IsAllowed(1));
            Assert.That(TcpOptions.Buffer.IsAllowed(0), Is.False);
        }
    }

    private static PropertyInfo PropertyOf(TcpOption option) => typeof(TcpSocketOptions).GetProperty(option.PropertyName)!;

    private static IEnumerable<string> PropertiesSet(TcpSocketOptions options) =>
        typeof(TcpSocketOptions)
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetValue(options) is not null)
            .Select(property => property.Name);

#pragma warning disable CA1308 // Lower case is what is being tried here.
    private static string Lower(string text) => text.ToLowerInvariant();
#pragma warning restore CA1308
}
