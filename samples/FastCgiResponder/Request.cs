using System.Buffers;

namespace TcpBackends.Samples.FastCgiResponder;

/// <summary>A request that comes in, record by record.</summary>
internal sealed class Request(ushort id, bool keepConnection)
{
    private const int LargestParams = 64 * 1024;

    private readonly ArrayBufferWriter<byte> _encoded = new();

    public ushort Id => id;

    /// <summary>Whether the connection stays open after the answer.</summary>
    public bool KeepConnection => keepConnection;

    public Dictionary<string, string> Params { get; } = [];

    public long BodyLength { get; private set; }

    /// <summary>Takes a record of parameters, the last of which is empty; false: they make no sense, or are too many.</summary>
    public bool AddParams(ReadOnlySpan<byte> content)
    {
        if (content.IsEmpty)
        {
            return NameValues.TryRead(_encoded.WrittenSpan, Params);
        }

        _encoded.Write(content);
        return _encoded.WrittenCount <= LargestParams;
    }

    public void AddBody(int length) => BodyLength += length;
}
