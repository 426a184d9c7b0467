using System.Net;
using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Otp.Adapter;

[TestFixture]
public sealed class OptionTermsTests
{
    [Test]
    public void Every_option_reaches_OTP()
    {
        var options = new TcpSocketOptions
        {
            Family = TcpAddressFamily.Inet6,
            LocalAddress = IPAddress.IPv6Loopback,
            LocalPort = 1,
            LocalPath = "p",
            Backlog = 2,
            Descriptor = 19,
            NetworkNamespace = "n",
            AddressModule = TcpAddressModules.Inet6,
            Packet = PacketType.Length2,
            Active = TcpActive.Count(11),
            Mode = TcpMode.List,
            Header = 12,
            Deliver = TcpDeliver.Port,
            PacketSize = 3,
            LineDelimiter = 0,
            Buffer = 4,
            ReceiveBuffer = 5,
            SendBuffer = 6,
            NoDelay = true,
            KeepAlive = false,
            ReuseAddress = true,
            Linger = new TcpLinger(true, 7),
            SendTimeout = TimeSpan.FromSeconds(8),
            SendTimeoutClose = true,
            HighWatermark = 9,
            LowWatermark = 10,
            DelaySend = true,
            ExitOnClose = false,
            ShowEconnreset = true,
            HighMessageQueueWatermark = 13,
            LowMessageQueueWatermark = 14,
            TypeOfService = 15,
            TrafficClass = 16,
            Priority = 17,
            TimeToLive = 18,
            ReceiveTypeOfService = true,
            ReceiveTrafficClass = false,
            ReceiveTimeToLive = true,
            V6Only = true,
            BindToDevice = "lo",
            Raw = [new TcpRawOption(6, 8, "\u0001"u8.ToArray())],
        };

        string[] terms = [.. OptionTerms.Of(options).Select(term => term.ToString()!)];

        string[] expected =
        [
            "inet6", "{ip,{0,0,0,0,0,0,0,1}}", "{port,1}", "{ifaddr,{local,<<112>>}}", "{backlog,2}", "{netns,[110]}", "{fd,19}", "{tcp_module,inet6_tcp}",
            "{active,11}", "{mode,list}", "{header,12}",
            "{deliver,port}", "{packet,2}",
            "{packet_size,3}", "{line_delimiter,0}", "{buffer,4}", "{recbuf,5}", "{sndbuf,6}", "{nodelay,true}", "{keepalive,false}",
            "{reuseaddr,true}", "{linger,{true,7}}", "{send_timeout,8000}", "{send_timeout_close,true}", "{high_watermark,9}",
            "{low_watermark,10}", "{high_msgq_watermark,13}", "{low_msgq_watermark,14}", "{delay_send,true}", "{exit_on_close,false}",
            "{show_econnreset,true}", "{tos,15}", "{tclass,16}", "{priority,17}", "{ttl,18}", "{recvtos,true}", "{recvtclass,false}",
            "{recvttl,true}", "{ipv6_v6only,true}", "{bind_to_device,<<108,111>>}", "{raw,6,8,<<1>>}",
        ];
        Assert.That(terms, Is.EqualTo(expected));
        Assert.That(terms, Has.Length.EqualTo(TcpOptions.All.Count(option => option.IsForCreation && !option.Traits.IsBeyondOtp)), "an option that is new has a term, too");
    }
}
