using System.Net;
using TcpBackends.DirectSocket;
using TcpBackends.Framing;
using TcpBackends.InetDriver;

namespace TcpBackends.Tests.Unit.Core.Delivery;

/// <summary>The base of the tests on a scripted socket, whose packets have one byte of length and one of content.</summary>
public abstract class ScriptedFixture(string backendName)
{
    private protected ScriptedSocket Script { get; private set; } = null!;

    protected ITcpBackend Backend { get; private set; } = null!;

    [SetUp]
    public void CreateBackend()
    {
        Script = new ScriptedSocket();
        Backend = backendName == TcpBackendNames.Inet
            ? new InetDriverBackend(new TcpBackendSettings(), Script)
            : new DirectSocketBackend(new TcpBackendSettings(), Script);
    }

    [TearDown]
    public void DisposeScript() => Script.Dispose();

    /// <summary>So many packets, 0, 1, 2 and so on, as one segment.</summary>
    protected static byte[] Packets(int count, int first = 0) =>
        [.. Enumerable.Range(first, count).SelectMany(number => new byte[] { 1, (byte)number })];

    protected async Task<ITcpSocket> OpenAsync(TcpActive active, ITcpMailbox? owner = null)
    {
        var options = new TcpSocketOptions { Packet = PacketType.Length1, Active = active, Owner = owner };
        return (await Backend.ConnectAsync(new IPEndPoint(IPAddress.Loopback, 9), options)).Value;
    }

    /// <summary>What lies in a mailbox: the contents of packets, and the names of other messages.</summary>
    protected static List<string> TakeAll(ITcpMailbox mailbox)
    {
        ArgumentNullException.ThrowIfNull(mailbox);
        var taken = new List<string>();
        while (mailbox.Messages.TryRead(out TcpMessage? message))
        {
            taken.Add(message switch
            {
                TcpDataMessage data => $"{data.Packet.Span[0]}",
                TcpErrorMessage error => error.Error.ToAtom(),
                TcpPassiveMessage => "passive",
                TcpClosedMessage => "closed",
                _ => message.GetType().Name,
            });
        }

        return taken;
    }
}
