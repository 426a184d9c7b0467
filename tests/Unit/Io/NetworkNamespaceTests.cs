using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using TcpBackends.Core.Io;
using TcpBackends.Core.Io.Linux;

namespace TcpBackends.Tests.Unit.Io;

/// <summary>The thread that goes to another network namespace; where sockets end up is with the conformance suites.</summary>
[CancelAfter(20_000), Platform(Include = "Linux", Reason = "Network namespaces are a matter of Linux.")]
internal sealed partial class NetworkNamespaceTests
{
    private const string Own = "/proc/self/ns/net";

    [Test]
    public void Nothing_of_the_caller_runs_there()
    {
        var heard = new ConcurrentBag<Thread>();
        var local = new AsyncLocal<int>(_ => heard.Add(Thread.CurrentThread)) { Value = 1 };

        NetworkNamespace.TryOpen(Platforms.Epoll, Own, AddressFamily.InterNetwork, out IIoSocket? socket);
        socket?.Dispose();
        local.Value = 2;

        Assert.That(heard, Has.Count.EqualTo(2).And.All.SameAs(Thread.CurrentThread), "the value is heard of where it is set, and nowhere else");
    }

    [Test]
    public void What_is_thrown_there_is_thrown_to_the_caller()
    {
        if (NetworkNamespace.TryOpen(Platforms.Epoll, Own, AddressFamily.InterNetwork, out IIoSocket? socket) == TcpError.EPerm)
        {
            Assert.Ignore("Network namespaces are not allowed here.");
        }

        socket!.Dispose();
        Assert.That(
            () => NetworkNamespace.TryOpen(new Failing(), Own, AddressFamily.InterNetwork, out _), Throws.TypeOf<NotSupportedException>());
    }

    [Test]
    public async Task A_pipe_is_no_namespace(CancellationToken watchdog)
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("pipe-");
        try
        {
            string path = Path.Combine(directory.FullName, "pipe");
            Assert.That(mkfifo(path, 0b110_000_000), Is.Zero, "mkfifo");

            Task<TcpError> opening = Task.Run(
                () => NetworkNamespace.TryOpen(Platforms.Epoll, path, AddressFamily.InterNetwork, out _), watchdog);

            Assert.That(await opening.WaitAsync(watchdog), Is.EqualTo(TcpError.EInval), "it does not wait for a writer");
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int mkfifo(string path, uint mode);

    private sealed class Failing : IIoPlatform
    {
        public TcpError Prepare() => TcpError.None;

        public TcpError TryOpen(AddressFamily family, out IIoSocket? socket) => throw new NotSupportedException();

        public TcpError TryAdopt(int descriptor, AddressFamily family, out IIoSocket? socket) => throw new NotSupportedException();
    }
}
