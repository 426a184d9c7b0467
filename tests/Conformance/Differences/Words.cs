using System.Buffers;
using System.Globalization;
using System.Text;

namespace TcpBackends.Tests.Conformance.Differences;

/// <summary>Results as Erlang words, the same for all subjects.</summary>
internal static class Words
{
    private const int Longest = 20;

    private static readonly SearchValues<byte> Printable =
        SearchValues.Create([(byte)'\n', .. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (byte)code)]);

    public static string Of(TcpResult result) => result.Error.ToAtom();

    /// <summary>Whether it succeeded, and why not.</summary>
    public static string Of<T>(TcpResult<T> result) => result.Error.ToAtom();

    public static string Of(TcpResult<TcpPacket> result) =>
        !result.TryGetValue(out TcpPacket packet) ? result.Error.ToAtom()
        : packet.Http is null ? Of(packet.Span)
        : $"`{Abridged(HttpScript.Words(packet))}`";

    /// <summary>What lies in a mailbox.</summary>
    public static string OfMessages(ITcpMailbox mailbox)
    {
        var words = new List<string>();
        while (mailbox.Messages.TryRead(out TcpMessage? message))
        {
            words.Add($"`{Mail.Words(message)}`");
        }

        return words.Count == 0 ? "nothing" : string.Join(' ', words);
    }

    public static string Of(TcpSendResult result) =>
        result.HasRestData ? $"`{{timeout, {Term(result.RestData.Span)}}}`" : result.Error.ToAtom();

    public static string OfValue<T>(TcpResult<T> result)
        where T : struct =>
        result.TryGetValue(out T value) ? string.Create(CultureInfo.InvariantCulture, $"{value}").ToLowerAscii() : result.Error.ToAtom();

    /// <summary>Text as text, or an Erlang binary; long data by its length.</summary>
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        string term = Term(bytes);
        return term.StartsWith('<') ? $"`{term}`" : term;
    }

    /// <summary>What a call says, or that it still waits after everything has happened that could have ended it.</summary>
    public static async Task<string> OfWaitingAsync<T>(Task<T> call, Func<T, string> words) =>
        call.IsCompleted ? words(await call) : "waits";

    /// <summary>What a call says that may be refused by raising.</summary>
    public static async Task<string> OfRaisingAsync(Func<Task<string>> call)
    {
        try
        {
            return await call();
        }
        catch (ArgumentException)
        {
            return "`badarg`";
        }
        catch (InvalidOperationException)
        {
            // What the adapter of OTP makes of an exit with any other reason.
            return "the socket crashes";
        }
    }

    private static string Term(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > Longest)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{bytes.Length} bytes");
        }

        int text = bytes.LastIndexOfAnyExcept(Printable) + 1;
        string numbers = string.Join(',', bytes[..text].ToArray());
        string letters = text < bytes.Length ? $"\"{Encoding.ASCII.GetString(bytes[text..]).ReplaceLineEndings("\\n")}\"" : "";
        return numbers.Length == 0 && letters.Length > 0
            ? letters
            : $"<<{numbers}{(numbers.Length > 0 && letters.Length > 0 ? "," : "")}{letters}>>";
    }

    private static string Abridged(string term) => term.Length <= 4 * Longest ? term : $"{term[..Longest]}...";

    private static string ToLowerAscii(this string text) =>
        string.Create(text.Length, text, (lower, from) => Ascii.ToLower(from, lower, out _));
}
