namespace TcpBackends.Tests.Conformance.Differences;

/// <summary>Closing.</summary>
public abstract class CloseDifferences(BackendUnderTest subject) : DifferenceSuite(subject)
{
    [Test]
    [Difference("`close` twice", "CloseSuite.Closing_again")]
    public async Task Twice()
    {
        ConnectedPair pair = await PairAsync();
        string first = Words.Of(await pair.Socket.CloseAsync(Token));

        Shows($"{first}, {Words.Of(await pair.Socket.CloseAsync(Token))}");
    }

    [Test]
    [Difference(
        "`close` by two callers at once",
        "CloseSuite.Closing_by_many_at_once_closes_once",
        Deviation = "Several close `socket` at once",
        VariesOn = "OTP socket")]
    public async Task Two_at_once()
    {
        ConnectedPair pair = await PairAsync();
        Task<TcpResult>[] closing =
            [.. Enumerable.Range(0, 2).Select(_ => Task.Run(async () => await pair.Socket.CloseAsync(Token), Token))];

        TcpResult[] results = await Task.WhenAll(closing);

        Shows(string.Join(", ", results.Select(Words.Of).OrderDescending()));
    }

    [Test]
    [Difference(
        "`close` while 300 kB wait to be sent, then the peer reads",
        "QueuedCloseSuite.close_with_pending_output",
        "UnqueuedCloseSuite.close_with_pending_output_is_immediate_and_loses_what_was_not_handed_over")]
    public async Task While_data_waits()
    {
        ConnectedPair pair = await SmallPairAsync();
        Task<TcpSendResult> sending = pair.Socket.SendAsync(Pattern.Bytes(300_000), Token).AsTask();
        await pair.Peer.ArrivedAsync(1, Token);

        Task<TcpResult> closing = pair.Socket.CloseAsync(Token).AsTask();
        string at = closing.IsCompleted ? "at once" : "waits";
        bool all = (await pair.Peer.ReceiveToEndAsync(Token)).Bytes.Length == 300_000;

        Shows($"{at}, {Words.Of(await closing)}; the send gets {Words.Of(await sending)}; {(all ? "all" : "a part")} arrives");
    }

    [Test]
    [Difference(
        "A sender waits, another caller closes with `linger` `{true, 0}`",
        "QueuedCloseSuite.A_sender_that_waits_is_closed_at_once_by_linger_zero",
        "UnqueuedCloseSuite.Every_sender_that_waits_is_closed",
        Deviation = "A sender waits on `inet`, another caller closes for good")]
    public async Task By_linger_zero_while_a_sender_waits()
    {
        CloggedPair pair = await CloggedPairAsync(new TcpSocketOptions { Linger = TcpLinger.Reset }, queuedBytes: 8192);
        Task<TcpSendResult> sending = pair.Socket.SendAsync(Hello, Token).AsTask();

        Outcome.Ok(await pair.Socket.CloseAsync(Token), "close");
        await Task.WhenAny(sending, Task.Delay(TimeSpan.FromSeconds(1), Token));

        Shows(sending.IsCompleted ? $"{Words.Of(await sending)} at once" : "is told up to 5 s later");
    }
}

[TestFixture]
public sealed class InetCloseDifferences() : CloseDifferences(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketCloseDifferences() : CloseDifferences(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetCloseDifferences() : CloseDifferences(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketCloseDifferences() : CloseDifferences(BackendUnderTest.OtpSocket);
