using System.Text;
using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Delivering;

/// <summary>The base of the suites on active mode.</summary>
public abstract class DeliveringSuite(BackendUnderTest subject) : BackendSuite(subject)
{
    /// <summary>Each value that makes a socket active.</summary>
    public static IEnumerable<TcpActive> ActiveValues { get; } = [TcpActive.True, TcpActive.Once, TcpActive.Count(5)];

    /// <summary>Lines are the packets, unless a test says otherwise.</summary>
    protected static TcpSocketOptions Lines { get; } = new() { Packet = PacketType.Line };

    protected static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    protected static void Arm(ITcpEndpoint socket, TcpActive value, TcpError expected = TcpError.None)
    {
        ArgumentNullException.ThrowIfNull(socket);
        Outcome.Is(socket.Options.Set(TcpOptions.Active, value), expected, $"setopts {{active,{value}}}");
    }

    protected static void AssertActive(ITcpEndpoint socket, TcpResult<TcpActive> expected, string rule)
    {
        ArgumentNullException.ThrowIfNull(socket);
        Outcome.Same(socket.Options.Get(TcpOptions.Active), expected, $"getopts active {rule}");
    }

    /// <summary>A mailbox of the backend under test.</summary>
    protected ITcpMailbox NewMailbox() => Keep(Backend.CreateMailbox());

    /// <summary>So many lines, numbered.</summary>
    protected static string NumberedLines(int count) => string.Concat(Enumerable.Range(0, count).Select(i => $"{i}\n"));

    /// <summary>What the owner is told of them.</summary>
    protected static IEnumerable<string> NumberedMessages(int count) => Enumerable.Range(0, count).Select(i => Mail.Data($"{i}"));
}
