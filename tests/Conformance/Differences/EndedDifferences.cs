namespace TcpBackends.Tests.Conformance.Differences;

/// <summary>Asking and changing a socket that is no longer connected.</summary>
public abstract class EndedDifferences(BackendUnderTest subject) : DifferenceSuite(subject)
{
    private const string Queries = "`getopts`, `setopts`, `peername`, `sockname`, `getstat`";

    [Test]
    [Difference("`close`; " + Queries, "EndedStatesSuite.Closed_here")]
    public async Task After_close()
    {
        ConnectedPair pair = await PairAsync();
        Outcome.Ok(await pair.Socket.CloseAsync(Token), "close");

        Shows($"{Options(pair.Socket)}; {Names(pair.Socket)}");
    }

    [Test]
    [Difference("`close` of a listener; " + Queries, "EndedStatesSuite.Closed_listener")]
    public async Task After_close_of_a_listener()
    {
        ITcpListener listener = await ListenAsync();
        Outcome.Ok(await listener.CloseAsync(Token), "close");

        string options = $"{Words.Of(listener.Options.Get(TcpOptions.NoDelay))}, {Words.Of(listener.Options.Set([]))}";
        Shows($"{options}; {Words.Of(listener.LocalEndPoint)}, {Words.Of(listener.Statistics)}");
    }

    [Test]
    [Difference("The peer shuts down writing; `recv`; `peername`, `sockname`, `getstat`", "EndedStatesSuite.End_reported")]
    public async Task Names_after_the_end()
    {
        ITcpSocket socket = await EndedAsync();

        Shows(Names(socket));
    }

    [Test]
    [Difference("That end; `getopts` of `nodelay`, an option of the system", "EndedStatesSuite.End_reported")]
    public async Task System_option_after_the_end()
    {
        ITcpSocket socket = await EndedAsync();

        Shows(Words.OfValue(socket.Options.Get(TcpOptions.NoDelay)));
    }

    [Test]
    [Difference("That end; get and set `exit_on_close`, an option of the reading side", "EndedStatesSuite.End_reported")]
    public async Task Reading_option_after_the_end()
    {
        ITcpSocket socket = await EndedAsync();

        Shows(ReadingOption(socket));
    }

    [Test]
    [Difference("The same end without `exit_on_close`", "EndedStatesSuite.End_reported")]
    public async Task Reading_option_after_the_end_without_exit_on_close()
    {
        ITcpSocket socket = await EndedAsync(exitOnClose: false);

        Shows(ReadingOption(socket));
    }

    [Test]
    [Difference(
        "The peer resets; `recv`; `getopts` of `packet`, `setopts` of `send_timeout`, `peername`, `sockname`, `getstat`",
        "EndedStatesSuite.Reset_reported")]
    public async Task After_a_reset()
    {
        ITcpSocket socket = await ResetAsync();

        Shows($"{Options(socket)}; {Names(socket)}");
    }

    [Test]
    [Difference("That reset; `shutdown(write)`", "EndedStatesSuite.Reset_reported")]
    public async Task Shutdown_after_a_reset()
    {
        ITcpSocket socket = await ResetAsync();

        Shows(Words.Of(await socket.ShutdownAsync(TcpShutdown.Write, Token)));
    }

    [Test]
    [Difference(
        "That reset; `setopts` of `nodelay`",
        "EndedStatesSuite.Changing_an_option_after_a_reset_was_reported",
        Deviation = "Changing an option after a reset was read on `socket`")]
    public async Task System_option_after_a_reset()
    {
        ITcpSocket socket = await ResetAsync();

        Shows(await Words.OfRaisingAsync(() => Task.FromResult(Words.Of(socket.Options.Set(TcpOptions.NoDelay, false)))));
    }

    private static string Options(ITcpSocket socket) =>
        $"{Words.Of(socket.Options.Get(TcpOptions.Packet))}, "
        + Words.Of(socket.Options.Set(TcpOptions.SendTimeout, TimeSpan.FromHours(1)));

    private static string ReadingOption(ITcpSocket socket) =>
        $"{Words.OfValue(socket.Options.Get(TcpOptions.ExitOnClose))}, "
        + Words.Of(socket.Options.Set(TcpOptions.ExitOnClose, false));

    private static string Names(ITcpSocket socket) =>
        $"{Words.Of(socket.RemoteEndPoint)}, {Words.Of(socket.LocalEndPoint)}, {Words.Of(socket.Statistics)}";

    private async Task<ITcpSocket> EndedAsync(bool exitOnClose = true)
    {
        ConnectedPair pair = await PairAsync(new TcpSocketOptions { ExitOnClose = exitOnClose });
        await pair.PeerSendsFinAsync(Token);
        Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), TcpError.Closed, "recv: FIN");
        return pair.Socket;
    }

    private async Task<ITcpSocket> ResetAsync()
    {
        ConnectedPair pair = await PairAsync();
        await pair.PeerResetsAsync(Token);
        Outcome.Is(await pair.Socket.ReceiveAsync(0, null, Token), TcpError.Closed, "recv: RST");
        return pair.Socket;
    }
}

[TestFixture]
public sealed class InetEndedDifferences() : EndedDifferences(BackendUnderTest.Inet);

[TestFixture]
public sealed class SocketEndedDifferences() : EndedDifferences(BackendUnderTest.Socket);

[OtpReferee]
public sealed class OtpInetEndedDifferences() : EndedDifferences(BackendUnderTest.OtpInet);

[OtpReferee]
public sealed class OtpSocketEndedDifferences() : EndedDifferences(BackendUnderTest.OtpSocket);
