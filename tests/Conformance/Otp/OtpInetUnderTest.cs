using System.Net;
using System.Net.Sockets;
using TcpBackends.Tests.Conformance.Otp.Adapter;

namespace TcpBackends.Tests.Conformance.Otp;

internal sealed class OtpInetUnderTest : InetUnderTest
{
    public override BackendExpectations Expect => OtpExpectations.Inet;

    public override bool TellsCloseReason => false;

    public override bool UsesTimeProvider => false;

    public override ITcpBackend Create(TcpBackendSettings? settings = null) =>
        new OtpBackend(TcpBackendNames.Inet, settings);

    internal override int OpenDescriptor(
        ITcpBackend backend, AddressFamily family, IPEndPoint? local, IPEndPoint? remote, DescriptorDoing doing) =>
        ((OtpBackend)backend).OpenDescriptor(family, local, remote, doing);

    public override string ToString() => "OTP inet";
}
