using System.Net;
using System.Net.Sockets;
using TcpBackends.Core.Io;
using TcpBackends.Core.Io.Linux;
using TcpBackends.Core.Io.Portable;

namespace TcpBackends.Tests.Unit.Io;

/// <summary>What the contract does not say of the portable platform.</summary>
[TestFixture, CancelAfter(30_000)]
internal sealed class PortableTests() : IoSuite(Platforms.Portable)
{
    private const int CloseOnExec = 0x80000;

    [Test]
    public void The_environment_chooses_the_platform()
    {
        bool isAskedFor = Environment.GetEnvironmentVariable(IoPlatform.PortableVariable) is "1" or "true";
        Assert.That(
            IoPlatform.Default,
            IoPlatform.HasLinux && !isAskedFor ? Is.InstanceOf<LinuxPlatform>() : Is.InstanceOf<PortablePlatform>());
    }

    [TestCase(SocketError.Success, TcpError.None)]
    [TestCase(SocketError.WouldBlock, TcpError.EAgain)]
    [TestCase(SocketError.TryAgain, TcpError.EAgain)]
    [TestCase(SocketError.Shutdown, TcpError.EPipe)]
    [TestCase(SocketError.ConnectionReset, TcpError.EConnReset)]
    [TestCase(SocketError.ConnectionRefused, TcpError.EConnRefused)]
    [TestCase(SocketError.NotConnected, TcpError.ENotConn)]
    [TestCase(SocketError.AddressAlreadyInUse, TcpError.EAddrInUse)]
    [TestCase(SocketError.AddressNotAvailable, TcpError.EAddrNotAvail)]
    [TestCase(SocketError.TimedOut, TcpError.ETimedOut)]
    [TestCase(SocketError.TooManyOpenSockets, TcpError.EMFile)]
    [TestCase(SocketError.OperationNotSupported, TcpError.ENotSup)]
    [TestCase(SocketError.SocketError, TcpError.Unknown)]
    public void Errors_have_their_posix_names(SocketError error, TcpError expected) =>
        Assert.That(PortableError.Map(error), Is.EqualTo(expected));

    [Test]
    public void Address_not_available_is_a_missing_file_if_it_is_a_path() =>
        Assert.That(PortableError.MapForPath(SocketError.AddressNotAvailable), Is.EqualTo(TcpError.ENoEnt));

    [Test]
    public void A_family_that_there_is_not() =>
        Assert.That(Platforms.Portable.TryOpen(AddressFamily.Ecma, out _), Is.EqualTo(TcpError.EAfNoSupport));

    [Test, Platform(Include = "Linux", Reason = "Needs /proc.")]
    public async Task No_child_process_inherits_a_socket(CancellationToken watchdog)
    {
        (IIoSocket listener, _, EndPoint address) = Listen();
        using var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(address, watchdog);
        Assert.That(listener.TryAccept(out IIoSocket? accepted), Is.EqualTo(TcpError.None));
        Keep(accepted!);
        Assert.That(FlagsOf(listener) & CloseOnExec, Is.Not.Zero);
        Assert.That(FlagsOf(accepted!) & CloseOnExec, Is.Not.Zero);
    }

    private static int FlagsOf(IIoSocket socket)
    {
        string line = File.ReadLines($"/proc/self/fdinfo/{((PortableSocket)socket).Socket.Handle}").First(text => text.StartsWith("flags:"));
        return Convert.ToInt32(line["flags:".Length..].Trim(), 8);
    }
}
