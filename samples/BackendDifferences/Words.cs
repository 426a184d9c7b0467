using System.Globalization;
using System.Text;

namespace TcpBackends.Samples.BackendDifferences;

/// <summary>How observed values are put into words.</summary>
internal static class Words
{
    public static string Of(ReadOnlySpan<byte> text) => Encoding.ASCII.GetString(text);

    /// <summary>What a reader got of the text "hello", and what ended its reading.</summary>
    public static string OfReading((string Text, TcpError End) reading) =>
        reading.Text.Length > 0
            ? $"recv \"{reading.Text}\", then {reading.End.ToAtom()}"
            : $"recv {reading.End.ToAtom()}, \"hello\" is lost";

    /// <summary>A socket that was made although nodelay was asked for.</summary>
    public static string OfNoDelay(TcpResult<bool> noDelay) =>
        noDelay.Error == TcpError.NotAvailable ? "ok, nodelay is ignored" : $"ok, nodelay reads {noDelay}";

    /// <summary>Bytes the Erlang way: numbers, and printable characters as text.</summary>
    public static string OfBinary(ReadOnlySpan<byte> bytes)
    {
        int textStart = bytes.LastIndexOfAnyExceptInRange((byte)' ', (byte)'~') + 1;
        List<string> parts = [];
        foreach (byte value in bytes[..textStart])
        {
            parts.Add(value.ToString(CultureInfo.InvariantCulture));
        }

        if (textStart < bytes.Length)
        {
            parts.Add($"\"{Of(bytes[textStart..])}\"");
        }

        return $"<<{string.Join(',', parts)}>>";
    }
}
