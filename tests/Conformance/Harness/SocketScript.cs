namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>Rows of the tables in semantics.md: the same call several times, each with its own answer.</summary>
public static class SocketScript
{
    /// <summary>Sends a few bytes, once for each answer.</summary>
    public static async Task SendsSayAsync(
        this ITcpSocket socket, IEnumerable<TcpError> answers, string rule, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(answers);
        int call = 0;
        foreach (TcpError answer in answers)
        {
            call++;
            Outcome.Is(await socket.SendAsync("data"u8.ToArray(), cancellationToken), answer, $"{rule}: send {call}");
        }
    }

    /// <summary>Receives what is there, once for each answer.</summary>
    public static async Task ReceivesSayAsync(
        this ITcpSocket socket, IEnumerable<TcpError> answers, string rule, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(answers);
        int call = 0;
        foreach (TcpError answer in answers)
        {
            call++;
            Outcome.Is(await socket.ReceiveAsync(0, null, cancellationToken), answer, $"{rule}: recv {call}");
        }
    }

    /// <summary>A receive that delivers exactly these bytes.</summary>
    public static async Task DeliversAsync(
        this ITcpSocket socket, byte[] expected, string rule, CancellationToken cancellationToken, int length = 0)
    {
        ArgumentNullException.ThrowIfNull(socket);
        Outcome.Delivers(await socket.ReceiveAsync(length, null, cancellationToken), expected, rule);
    }

    /// <summary>Receives until so many bytes are there.</summary>
    public static async Task<byte[]> ReceiveExactlyAsync(
        this ITcpSocket socket, int count, CancellationToken cancellationToken) =>
        count == 0 ? [] : Outcome.Ok(await socket.ReceiveAsync(count, null, cancellationToken), "recv: all of it").ToArray();
}
