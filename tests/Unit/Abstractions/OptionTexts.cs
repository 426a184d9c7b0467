using System.Net;
using TcpBackends.Framing;

namespace TcpBackends.Tests.Unit.Abstractions;

/// <summary>Which text is which value of which option, at the limits and just beyond.</summary>
internal static class OptionTexts
{
    private static readonly string Path107 = new('p', 107);

    private static TcpOption[] Booleans =>
    [
        TcpOptions.NoDelay, TcpOptions.KeepAlive, TcpOptions.ReuseAddress, TcpOptions.SendTimeoutClose,
        TcpOptions.DelaySend, TcpOptions.ExitOnClose, TcpOptions.ShowEconnreset,
        TcpOptions.ReceiveTypeOfService, TcpOptions.ReceiveTrafficClass, TcpOptions.ReceiveTimeToLive, TcpOptions.V6Only,
        TcpOptions.ReusePort, TcpOptions.Cork,
    ];

    public static IEnumerable<TestCaseData> Valid
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
            yield return new(TcpOptions.Active, "true", TcpActive.True);
            yield return new(TcpOptions.Active, "False", TcpActive.False);
            yield return new(TcpOptions.Active, "once", TcpActive.Once);
            yield return new(TcpOptions.Active, "-32768", TcpActive.Count(-32768));
            yield return new(TcpOptions.Active, "32767", TcpActive.Count(32767));
            yield return new(TcpOptions.Mode, "list", TcpMode.List);
            yield return new(TcpOptions.Mode, "binary", TcpMode.Binary);
            yield return new(TcpOptions.Header, "0", 0);
            yield return new(TcpOptions.Header, "2147483647", int.MaxValue);
            yield return new(TcpOptions.Deliver, "term", TcpDeliver.Term);
            yield return new(TcpOptions.Deliver, "port", TcpDeliver.Port);
            yield return new(TcpOptions.Packet, "raw", PacketType.Raw);
            yield return new(TcpOptions.Packet, "0", PacketType.Raw);
            yield return new(TcpOptions.Packet, "1", PacketType.Length1);
            yield return new(TcpOptions.Packet, "2", PacketType.Length2);
            yield return new(TcpOptions.Packet, "4", PacketType.Length4);
            yield return new(TcpOptions.Packet, "sunrm", PacketType.SunRm);
            yield return new(TcpOptions.Packet, "asn1", PacketType.Asn1);
            yield return new(TcpOptions.Packet, "cdr", PacketType.Cdr);
            yield return new(TcpOptions.Packet, "fcgi", PacketType.Fcgi);
            yield return new(TcpOptions.Packet, "tpkt", PacketType.Tpkt);
            yield return new(TcpOptions.Packet, "line", PacketType.Line);
            yield return new(TcpOptions.Packet, "http", PacketType.Http);
            yield return new(TcpOptions.Packet, "http_bin", PacketType.HttpBin);
            yield return new(TcpOptions.Packet, "httph", PacketType.HttpH);
            yield return new(TcpOptions.Packet, "httph_bin", PacketType.HttpHBin);
            yield return new(TcpOptions.LineDelimiter, "0", (byte)0);
            yield return new(TcpOptions.LineDelimiter, "255", (byte)255);
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
            yield return new(TcpOptions.Descriptor, "0", 0);
            yield return new(TcpOptions.Descriptor, "3", 3);
            yield return new(TcpOptions.NetworkNamespace, "/run/netns/blue", "/run/netns/blue");
            yield return new(TcpOptions.AddressModule, "inet_tcp", TcpAddressModules.Inet);
            yield return new(TcpOptions.AddressModule, "inet6_tcp", TcpAddressModules.Inet6);
            yield return new(TcpOptions.AddressModule, "local_tcp", TcpAddressModules.Local);
            yield return new(TcpOptions.UserTimeout, "0", TimeSpan.Zero);
            yield return new(TcpOptions.UserTimeout, "2147483647", TimeSpan.FromMilliseconds(int.MaxValue));
            yield return new(TcpOptions.KeepAliveIdle, "1", TimeSpan.FromSeconds(1));
            yield return new(TcpOptions.KeepAliveInterval, "32767", TimeSpan.FromSeconds(32767));
            yield return new(TcpOptions.KeepAliveCount, "127", 127);
            yield return new(TcpOptions.HighMessageQueueWatermark, "1", 1);
            yield return new(TcpOptions.HighMessageQueueWatermark, "2147483647", int.MaxValue);
            yield return new(TcpOptions.LowMessageQueueWatermark, "1", 1);
            yield return new(TcpOptions.TypeOfService, "0", 0);
            yield return new(TcpOptions.TypeOfService, "255", 255);
            yield return new(TcpOptions.TrafficClass, "255", 255);
            yield return new(TcpOptions.Priority, "0", 0);
            yield return new(TcpOptions.TimeToLive, "255", 255);
            yield return new(TcpOptions.BindToDevice, "", "");
            yield return new(TcpOptions.BindToDevice, "fifteen-letters", "fifteen-letters");
            yield return new(TcpOptions.Raw, "6:8:1e000000", TcpRawOptions.Create([new(6, 8, new byte[] { 30, 0, 0, 0 })]));
            yield return new(
                TcpOptions.Raw, "6:8:1E 1:12:", TcpRawOptions.Create([new(6, 8, new byte[] { 30 }), new(1, 12, Array.Empty<byte>())]));
            foreach (TcpOption option in Booleans)
            {
                yield return new(option, "true", true);
                yield return new(option, "False", false);
            }
        }
    }

    public static IEnumerable<TestCaseData> Invalid
    {
        get
        {
            foreach (string text in (string[])["", "ipv4", "0", "1", "inet,inet6", " 2", "+1", " inet6 ", "INET"])
            {
                yield return new(TcpOptions.Family, text);
            }

            foreach (string text in (string[])["", "localhost", "127.0.0.256", "::g", "127.0.0.1:80", "5678", "1.2", "0x7f.0.0.1", "[::1]:80"])
            {
                yield return new(TcpOptions.LocalAddress, text);
            }

            foreach (string text in (string[])["", Path107 + "p", new string('\u00e9', 54)])
            {
                yield return new(TcpOptions.LocalPath, text);
            }

            foreach (string text in (string[])["", "-32769", "32768", "always"])
            {
                yield return new(TcpOptions.Active, text);
            }

            foreach (string text in (string[])["", "bytes", "0"])
            {
                yield return new(TcpOptions.Mode, text);
                yield return new(TcpOptions.Deliver, text);
            }

            foreach (string text in (string[])["", "3", "8", "Length4", "04", "-1"])
            {
                yield return new(TcpOptions.Packet, text);
            }

            foreach (string text in (string[])["", "-1", "256", "\\n", "0x0a"])
            {
                yield return new(TcpOptions.LineDelimiter, text);
            }

            foreach (string text in (string[])["", "true", "-1", "65536", "1.5"])
            {
                yield return new(TcpOptions.Linger, text);
            }

            foreach (string text in (string[])["", "-1", "4294967295", "1.5", "00:00:01", "99999999999999999999"])
            {
                yield return new(TcpOptions.SendTimeout, text);
            }

            foreach (string text in (string[])["", " ", "6:8", "6:8:1", "6:8:zz", "-6:8:00", "a:8:00", "6:8:00;1:12:00", "6:8:00 x"])
            {
                yield return new(TcpOptions.Raw, text);
            }

            foreach (string text in (string[])["", "inet", "gen_tcp", "Inet_tcp"])
            {
                yield return new(TcpOptions.AddressModule, text);
            }

            yield return new(TcpOptions.NetworkNamespace, "");
            yield return new(TcpOptions.NetworkNamespace, "a\0b");
            yield return new(TcpOptions.QuickAck, "true");
            yield return new(TcpOptions.UserTimeout, "-1");
            yield return new(TcpOptions.UserTimeout, "2147483648");
            foreach (string text in (string[])["", "0", "32768", "1.5", "-1", "true"])
            {
                yield return new(TcpOptions.KeepAliveIdle, text);
                yield return new(TcpOptions.KeepAliveInterval, text);
            }

            yield return new(TcpOptions.BindToDevice, "sixteen-letters-");
            yield return new(TcpOptions.BindToDevice, "l\0o");
            yield return new(TcpOptions.PacketOptions, "");
            yield return new(TcpOptions.DontRoute, "true");
            (TcpOption, int Least, long Most)[] integers =
            [
                (TcpOptions.LocalPort, 0, 65535), (TcpOptions.Backlog, 0, 65535),
                (TcpOptions.Buffer, 1, 67108864), (TcpOptions.PacketSize, 0, int.MaxValue),
                (TcpOptions.ReceiveBuffer, 0, int.MaxValue), (TcpOptions.SendBuffer, 0, int.MaxValue),
                (TcpOptions.Header, 0, int.MaxValue), (TcpOptions.HighWatermark, 0, int.MaxValue), (TcpOptions.LowWatermark, 0, int.MaxValue),
                (TcpOptions.HighMessageQueueWatermark, 1, int.MaxValue), (TcpOptions.LowMessageQueueWatermark, 1, int.MaxValue),
                (TcpOptions.TypeOfService, 0, 255), (TcpOptions.TrafficClass, 0, 255), (TcpOptions.TimeToLive, 0, 255),
                (TcpOptions.Priority, 0, int.MaxValue), (TcpOptions.Descriptor, 0, int.MaxValue), (TcpOptions.KeepAliveCount, 1, 127),
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
}
