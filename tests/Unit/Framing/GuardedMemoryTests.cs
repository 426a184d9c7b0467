using System.Text;
using TcpBackends.Framing;

namespace TcpBackends.Tests.Unit.Framing;

/// <summary>What looks at many bytes in one go looks at none behind those that it was given.</summary>
[TestFixture, Platform(Include = "Linux", Reason = "Memory is guarded in another way elsewhere.")]
public sealed class GuardedMemoryTests
{
    private const int LongestStream = 300;

    [TestCase(PacketType.Length1, "\u0002ab")]
    [TestCase(PacketType.Length2, "\0\u0002ab")]
    [TestCase(PacketType.Length4, "\0\0\0\u0002ab")]
    [TestCase(PacketType.Line, "a line\n")]
    [TestCase(PacketType.HttpBin, "GET /target HTTP/1.1\r\nHost: x\r\nX-Other: y\r\n\r\n")]
    [TestCase(PacketType.HttpHBin, "Connection: close\r\nX-Unknown-As-Such: y\r\n\r\n")]
    public void Nothing_behind_the_stream_is_read(PacketType type, string packets)
    {
        using var memory = new GuardedMemory();
        byte[] all = Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat(packets, LongestStream)));
        for (int length = 0; length <= LongestStream; length++)
        {
            int expected = Decode(type, all.AsSpan(0, length));
            int found = Decode(type, memory.Copy(all.AsSpan(0, length)));
            Assert.That(found, Is.EqualTo(expected), $"packets in the first {length} bytes");
        }
    }

    private static int Decode(PacketType type, ReadOnlySpan<byte> stream)
    {
        var decoder = new PacketDecoder(type);
        int packets = 0;
        while (decoder.TryDecode(ref stream, out _, out _) == PacketStatus.Complete)
        {
            packets++;
        }

        return packets;
    }
}
