namespace TcpBackends.Tests.Conformance.Differences;

/// <summary>Owners: handing a socket to another one, and their end.</summary>
public abstract class OwnerDifferences(BackendUnderTest subject) : DifferenceSuite(subject)
{
    [Test]
    [Difference(
        "The owner was told of the end of the stream and has not read it; `controlling_process`; what the new owner has",
        "HandOverSuite.After_the_end_was_told")]
    public async Task Handing_over_after_the_end()
    {
        (ITcpMailbox old, ITcpMailbox next) = (NewMailbox(), NewMailbox());
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Owner = old, Active = TcpActive.True });
        pair.Peer.SendFin();
        await old.Messages.WaitToReadAsync(Token);

        string handed = Words.Of(old.HandOver(pair.Socket, next));

        Shows($"{handed}; {Words.OfMessages(next)}");
    }

    [Test]
    [Difference(
        "`controlling_process` to an owner that has ended; `getopts` of `active`, which was true",
        "HandOverSuite.To_an_owner_that_has_ended",
        Deviation = "Handing over to an owner that has ended")]
    public async Task Handing_over_to_nobody()
    {
        (ITcpMailbox old, ITcpMailbox next) = (NewMailbox(), NewMailbox());
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { Owner = old, Active = TcpActive.True });
        await next.DisposeAsync();

        string handed = Words.Of(old.HandOver(pair.Socket, next));
        if (Expect.Deviations.HandOverToEnded == TcpError.None)
        {
            await pair.Peer.ReceiveToEndAsync(Token);
        }

        Shows($"{handed}; {Words.OfValue(pair.Socket.Options.Get(TcpOptions.Active))}");
    }

    [Test]
    [Difference(
        "The owner ends while 300 kB wait to be sent, then the peer reads",
        "OwnerEndSuite.What_is_queued_is_still_sent_where_there_is_a_queue")]
    public async Task The_owner_ends_while_data_waits()
    {
        ITcpMailbox owner = NewMailbox();
        ConnectedPair pair = await SmallPairAsync(new TcpSocketOptions { Owner = owner, Active = TcpActive.False });
        Task<TcpSendResult> sending = pair.Socket.SendAsync(Pattern.Bytes(300_000), Token).AsTask();

        await owner.DisposeAsync();

        string sent = Words.Of(await sending);
        PeerReading reading = await pair.Peer.ReceiveToEndAsync(Token);
        Shows($"the send gets {sent}; {(reading.Bytes.Length == 300_000 ? "all" : "a part")} arrives");
    }

    private ITcpMailbox NewMailbox() => Keep(Backend.CreateMailbox());
}

[TestFixture]
public sealed class InetOwnerDifferences() : OwnerDifferences(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketOwnerDifferences() : OwnerDifferences(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetOwnerDifferences() : OwnerDifferences(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketOwnerDifferences() : OwnerDifferences(BackendUnderTest.OtpSocket);
