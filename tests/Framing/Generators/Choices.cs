using System.Text;

namespace TcpBackends.Tests.Framing.Generators;

/// <summary>Random choices that are the same for the same seed.</summary>
internal sealed class Choices(int seed)
{
    private readonly Random _random = new(seed);

    public int Number(int below) => _random.Next(below);

    public int Number(int from, int to) => _random.Next(from, to + 1);

    public uint Bits() => (uint)_random.NextInt64(1L << 32);

    /// <summary>True once in so many times.</summary>
    public bool Once(int times) => _random.Next(times) == 0;

    public T Pick<T>(params ReadOnlySpan<T> items) => items[_random.Next(items.Length)];

    public byte[] Bytes(int length)
    {
        byte[] bytes = new byte[length];
        _random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>Characters out of an alphabet, which stand for bytes.</summary>
    public string Text(string alphabet, int length) =>
        new([.. Enumerable.Range(0, length).Select(_ => alphabet[_random.Next(alphabet.Length)])]);

    public static byte[] BytesOf(string text) => Encoding.Latin1.GetBytes(text);
}
