using System.Net;
using System.Net.Sockets;

namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>What a suite is run against: how to make it, and what it is documented to do differently from others.</summary>
public abstract class BackendUnderTest
{
    public static BackendUnderTest Inet { get; } = new InetUnderTest();

    public static BackendUnderTest Socket { get; } = new SocketUnderTest();

    /// <summary>Erlang/OTP itself, with <c>{inet_backend, inet}</c>.</summary>
    public static BackendUnderTest OtpInet { get; } = new OtpInetUnderTest();

    /// <summary>Erlang/OTP itself, with <c>{inet_backend, socket}</c>.</summary>
    public static BackendUnderTest OtpSocket { get; } = new OtpSocketUnderTest();

    public abstract BackendExpectations Expect { get; }

    /// <summary>Whether its sockets tell what ended them.</summary>
    public virtual bool TellsCloseReason => true;

    /// <summary>Whether its clock is the one it is given; otherwise time passes by itself.</summary>
    public virtual bool UsesTimeProvider => true;

    /// <summary>Makes a backend; the caller disposes it, if it can be disposed.</summary>
    public abstract ITcpBackend Create(TcpBackendSettings? settings = null);

    /// <summary>A descriptor, in the process of the backend, of a stream socket that was opened without it.</summary>
    /// <param name="backend">The backend that is to take it over.</param>
    /// <param name="family">Its family.</param>
    /// <param name="local">Where it is bound.</param>
    /// <param name="remote">Where it is connected to.</param>
    /// <param name="doing">What it is doing.</param>
    internal virtual int OpenDescriptor(
        ITcpBackend backend, AddressFamily family, IPEndPoint? local, IPEndPoint? remote, DescriptorDoing doing) =>
        ForeignDescriptor.Open(family, local, remote, doing);

    public override string ToString() => Expect.Name;

    /// <summary>
    /// Sends until the kernel takes no more, and then until <paramref name="queuedBytes"/> bytes wait in the driver queue,
    /// if the backend has one.
    /// </summary>
    /// <param name="socket">The socket to clog, with packet raw; its options are restored.</param>
    /// <param name="isKernelFull">Whether the peer takes no more.</param>
    /// <param name="queuedBytes">The level of the driver queue to reach.</param>
    /// <param name="cancellationToken">The test's token.</param>
    /// <returns>The bytes of <see cref="Pattern"/> that were accepted, those in the queue included.</returns>
    internal abstract Task<long> ClogAsync(
        ITcpSocket socket, Func<bool> isKernelFull, int queuedBytes, CancellationToken cancellationToken);
}
