namespace TcpBackends.Tests.Conformance.Differential.Running;

/// <summary>The bytes that one side was given to send, as they must come out at the peer.</summary>
internal sealed class OfferedStream
{
    private readonly List<byte> _bytes = [];
    private int _read;

    /// <summary>How many bytes the peer has not read.</summary>
    public int Unread => _bytes.Count - _read;

    public void Offer(params ReadOnlySpan<byte> bytes) => _bytes.AddRange(bytes);

    /// <summary>The last bytes were not accepted.</summary>
    public void TakeBack(int count) => _bytes.RemoveRange(_bytes.Count - count, count);

    /// <summary>The peer read this; says how it relates to what comes next.</summary>
    public string Read(ReadOnlySpan<byte> bytes)
    {
        int at = 0;
        while (at < bytes.Length && _read < _bytes.Count && bytes[at] == _bytes[_read])
        {
            at++;
            _read++;
        }

        return at == bytes.Length ? "as sent" : $"byte {at} of {bytes.Length} is not what was sent";
    }
}
