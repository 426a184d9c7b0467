using TcpBackends.Tests.Framing.Cases;

namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>HTTP packets in Erlang's notation, as semantics.md has them.</summary>
public static class HttpScript
{
    /// <summary>Receives packets, one for each expectation.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="expected">In Erlang's notation, for instance <c>{http_error,"bad\r\n"}</c>.</param>
    /// <param name="rule">What is tested.</param>
    /// <param name="cancellationToken">The test's token.</param>
    public static async Task DeliversHttpAsync(
        this ITcpSocket socket, IEnumerable<string> expected, string rule, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(expected);
        int call = 0;
        foreach (string packet in expected)
        {
            call++;
            AssertHttp(await socket.ReceiveAsync(0, null, cancellationToken), packet, $"{rule}: recv {call}");
        }
    }

    public static void AssertHttp(TcpResult<TcpPacket> result, string expected, string rule) =>
        Assert.That(Words(Outcome.Ok(result, rule)), Is.EqualTo(expected), rule);

    /// <summary>The packet in Erlang's notation.</summary>
    public static string Words(TcpPacket packet) =>
        packet.Http is { } http ? ErlangText.Of(PacketTerms.Of(http)) : $"not HTTP: {packet.Length} bytes";

    /// <summary>The same expectation for the types that deliver bytes instead of text.</summary>
    public static string Binary(string expected)
    {
        ArgumentNullException.ThrowIfNull(expected);
        return System.Text.RegularExpressions.Regex.Replace(expected, "\"([^\"]*)\"|\\[\\]", match =>
            match.Value is "[]" ? "<<>>" : $"<<{match.Value}>>");
    }
}
