namespace TcpBackends.Tests.Conformance.Closing;

/// <summary>semantics 11: a reset that the background send finds, while a receive waits.</summary>
public abstract class ResetWhileSendingSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    [Test]
    public async Task While_data_is_queued_and_a_receive_waits([Values] bool show, [Values] bool shutdownIsDeferred)
    {
        CloggedPair pair = await CloggedPairAsync(new TcpSocketOptions { ShowEconnreset = show }, queuedBytes: 300_000);
        if (shutdownIsDeferred)
        {
            Outcome.Ok(await pair.Socket.ShutdownAsync(TcpShutdown.Write, Token), "shutdown: postponed");
        }

        Task<TcpResult<TcpPacket>> receiving = pair.Socket.ReceiveAsync(0, null, Token).AsTask();
        pair.Peer.Reset();

        Outcome.Is(await receiving, TcpError.Closed, "recv that waits, the background send meets a reset");
        TcpError owed = show ? TcpError.EConnReset : TcpError.Closed;
        Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), owed, "the next recv says what the send found");
        Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), TcpError.ENotConn, "and then there is nothing more to say");
    }
}

[TestFixture]
public sealed class InetResetWhileSending() : ResetWhileSendingSuite(BackendUnderTest.Inet);

[TestFixture, OtpReferee]
public sealed class OtpInetResetWhileSending() : ResetWhileSendingSuite(BackendUnderTest.OtpInet);
