using System.Reflection;
using TcpBackends.Tests.Conformance.Differences.Page;

namespace TcpBackends.Tests.Conformance.Differences;

/// <summary>
/// The rows of one table of docs/backend-differences.md. Each test observes what the subject does, and says it in words, which
/// stand in the subject's column; or it writes them there (see CONTRIBUTING.md).
/// </summary>
public abstract class DifferenceSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    protected static readonly byte[] Hello = "hello"u8.ToArray();

    private string? _shown;

    [TearDown]
    public void SomethingWasShown()
    {
        if (TestContext.CurrentContext.Result.Outcome.Status != NUnit.Framework.Interfaces.TestStatus.Failed)
        {
            Assert.That(_shown, Is.Not.Null, "a row says what it has observed");
        }
    }

    /// <summary>What the subject did. The last step of every row.</summary>
    protected void Shows(string observed)
    {
        _shown = observed;
        DifferenceAttribute row = Row();
        string column = Subject.ToString();
        if (row.VariesOn == column)
        {
            return;
        }

        if (DifferencePage.IsBeingWritten)
        {
            DifferencePage.Record(row.Title, column, observed);
            return;
        }

        Assert.That(
            observed,
            Is.EqualTo(DifferencePage.Current.Cell(row.Title, column)),
            $"{DifferencePage.FileName}, \"{row.Title}\", column {column}. {DifferencePage.HowToWrite}");
    }

    /// <summary>A socket with small kernel buffers at both ends, so that 300 kB find no room.</summary>
    protected Task<ConnectedPair> SmallPairAsync(TcpSocketOptions? options = null) =>
        PairAsync(
            (options ?? TcpSocketOptions.Default) with { SendBuffer = CloggedPair.KernelBuffer },
            peerReceiveBuffer: CloggedPair.KernelBuffer);

    /// <summary>The results of so many sends, one after the other.</summary>
    protected async Task<string> SendsAsync(ITcpSocket socket, int count)
    {
        ArgumentNullException.ThrowIfNull(socket);
        var results = new List<string>();
        for (int i = 0; i < count; i++)
        {
            results.Add(Words.Of(await socket.SendAsync("data"u8.ToArray(), Token)));
        }

        return "send " + string.Join(", ", results);
    }

    /// <summary>The results of so many receives of what is there, one after the other.</summary>
    protected async Task<string> ReceivesAsync(ITcpSocket socket, int count)
    {
        ArgumentNullException.ThrowIfNull(socket);
        var results = new List<string>();
        for (int i = 0; i < count; i++)
        {
            results.Add(Words.Of(await socket.ReceiveAsync(0, null, Token)));
        }

        return "recv " + string.Join(", ", results);
    }

    /// <summary>What the owner is told, of which there is so much at least.</summary>
    protected async Task<string> IsToldAsync(ITcpSocket socket, int least)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ITcpMailbox owner = socket.Owner;
        if (least > 0)
        {
            await owner.Messages.WaitToReadAsync(Token);
        }

        // Whoever answers this has told what it had to tell.
        _ = socket.Options.Get(TcpOptions.Packet);
        return Words.OfMessages(owner);
    }

    private DifferenceAttribute Row() =>
        GetType().GetMethod(TestContext.CurrentContext.Test.MethodName!)!.GetCustomAttribute<DifferenceAttribute>()
        ?? throw new InvalidOperationException("Only a row can show something.");
}
