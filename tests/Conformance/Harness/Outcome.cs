using System.Diagnostics.CodeAnalysis;

namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>
/// Assertions on results. A failure says what gen_tcp answers, what came instead, and the rule that was broken.
/// </summary>
public static class Outcome
{
    public static void Is(TcpResult result, TcpError expected, string rule) =>
        Check(result.Error, result.ToString(), expected, rule);

    public static void Is<T>(TcpResult<T> result, TcpError expected, string rule) =>
        Check(result.Error, Describe(result), expected, rule);

    public static void Is(TcpSendResult result, TcpError expected, string rule) =>
        Check(result.Error, result.ToString(), expected, rule);

    public static void Ok(TcpResult result, string rule) => Is(result, TcpError.None, rule);

    public static void Ok(TcpSendResult result, string rule) => Is(result, TcpError.None, rule);

    public static T Ok<T>(TcpResult<T> result, string rule)
    {
        Is(result, TcpError.None, rule);
        return result.Value;
    }

    public static void Same<T>(TcpResult<T> actual, TcpResult<T> expected, string rule)
    {
        if (actual != expected)
        {
            Assert.Fail($"{rule}\n  expected {expected}\n  was      {actual}");
        }
    }

    /// <summary>A receive that delivered exactly these bytes.</summary>
    public static void Delivers(TcpResult<TcpPacket> result, ReadOnlySpan<byte> expected, string rule)
    {
        byte[] actual = Ok(result, rule).ToArray();
        if (!expected.SequenceEqual(actual))
        {
            Assert.Fail($"{rule}\n  expected {{ok,{Render(expected)}}}\n  was      {{ok,{Render(actual)}}}");
        }
    }

    /// <summary>Something that must not have completed, checked after the event that might have completed it.</summary>
    public static void StillWaits(Task operation, string rule)
    {
        ArgumentNullException.ThrowIfNull(operation);
        if (operation.IsCompleted)
        {
            Assert.Fail($"{rule}\n  expected it to wait\n  was      completed ({operation.Status})");
        }
    }

    private static void Check(TcpError actual, string actualText, TcpError expected, string rule)
    {
        if (actual != expected)
        {
            Assert.Fail($"{rule}\n  expected {Describe(expected)}\n  was      {actualText}");
        }
    }

    private static string Describe(TcpError error) => error == TcpError.None ? "ok" : $"{{error,{error.ToAtom()}}}";

    private static string Describe<T>(TcpResult<T> result) =>
        result.TryGetValue(out T? value) && value is TcpPacket packet
            ? $"{{ok,{Render(packet.Span)}}}"
            : result.ToString();

    [SuppressMessage("Globalization", "CA1305", Justification = "Numbers of bytes.")]
    private static string Render(ReadOnlySpan<byte> bytes) =>
        bytes.Length <= 32 ? $"<<{Convert.ToHexString(bytes)}>>" : $"<<{Convert.ToHexString(bytes[..32])}... {bytes.Length} bytes>>";
}
