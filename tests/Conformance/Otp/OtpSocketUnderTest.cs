using System.Net;
using System.Net.Sockets;
using TcpBackends.Tests.Conformance.Otp.Adapter;

namespace TcpBackends.Tests.Conformance.Otp;

internal sealed class OtpSocketUnderTest : SocketUnderTest
{
    public override BackendExpectations Expect => OtpExpectations.Socket;

    public override bool TellsCloseReason => false;

    public override bool UsesTimeProvider => false;

    public override ITcpBackend Create(TcpBackendSettings? settings = null) =>
        new OtpBackend(TcpBackendNames.Socket, settings);

    internal override int OpenDescriptor(
        ITcpBackend backend, AddressFamily family, IPEndPoint? local, IPEndPoint? remote, DescriptorDoing doing) =>
        ((OtpBackend)backend).OpenDescriptor(family, local, remote, doing);

    public override string ToString() => "OTP socket";
}
