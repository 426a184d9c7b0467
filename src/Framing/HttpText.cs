using System.Runtime.InteropServices;
using System.Text;

namespace TcpBackends.Framing;

/// <summary>
/// A string in a typed HTTP packet: text with <c>http</c> and <c>httph</c>, one character per byte, and bytes with
/// <c>http_bin</c> and <c>httph_bin</c>. Either can be read as the other. Equal if the content is.
/// </summary>
public readonly struct HttpText : IEquatable<HttpText>
{
    private readonly object? _content;
    private readonly int _start;

    /// <summary>A string that was delivered as text.</summary>
    /// <param name="text">Characters up to U+00FF.</param>
    public HttpText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        (_content, Length) = (text, text.Length);
    }

    /// <summary>A string that was delivered as bytes.</summary>
    /// <param name="bytes">The bytes; a copy is made unless they are an array.</param>
    public HttpText(ReadOnlyMemory<byte> bytes)
    {
        if (!MemoryMarshal.TryGetArray(bytes, out ArraySegment<byte> array))
        {
            array = bytes.ToArray();
        }

        (_content, _start, Length) = (array.Array, array.Offset, array.Count);
    }

    internal HttpText(byte[] bytes, int start, int length) => (_content, _start, Length) = (bytes, start, length);

    /// <summary>Whether it was delivered as text.</summary>
    public bool IsText => _content is string;

    /// <summary>The number of bytes, or characters.</summary>
    public int Length { get; }

    /// <summary>Whether two strings have the same content.</summary>
    /// <param name="left">A string.</param>
    /// <param name="right">Another string.</param>
    public static bool operator ==(HttpText left, HttpText right) => left.Equals(right);

    /// <summary>Whether two strings differ.</summary>
    /// <param name="left">A string.</param>
    /// <param name="right">Another string.</param>
    public static bool operator !=(HttpText left, HttpText right) => !left.Equals(right);

    /// <summary>The bytes; those of text are made anew.</summary>
    public ReadOnlyMemory<byte> ToMemory() => _content switch
    {
        byte[] bytes => bytes.AsMemory(_start, Length),
        string text => Encoding.Latin1.GetBytes(text),
        _ => default,
    };

    /// <summary>The text; that of bytes is made anew, one character per byte.</summary>
    public override string ToString() => _content switch
    {
        string text => text,
        byte[] bytes => Encoding.Latin1.GetString(bytes, _start, Length),
        _ => string.Empty,
    };

    /// <inheritdoc/>
    public bool Equals(HttpText other)
    {
        if (Length != other.Length)
        {
            return false;
        }

        for (int i = 0; i < Length; i++)
        {
            if (At(i) != other.At(i))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is HttpText other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        for (int i = 0; i < Length; i++)
        {
            hash.Add(At(i));
        }

        return hash.ToHashCode();
    }

    private char At(int index) => _content is byte[] bytes ? (char)bytes[_start + index] : ((string)_content!)[index];
}
