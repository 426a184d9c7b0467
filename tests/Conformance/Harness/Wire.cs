using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>What packets look like on the wire, written down here once more so that the library is not tested against itself.</summary>
public static class Wire
{
    /// <summary>The prefix of a packet whose length need not fit it.</summary>
    public static byte[] Header(PacketType type, long length)
    {
        byte[] header = new byte[(int)type];
        for (int i = header.Length - 1; i >= 0; i--)
        {
            header[i] = (byte)length;
            length >>= 8;
        }

        return header;
    }

    public static byte[] Frame(PacketType type, byte[] payload)
    {
        ArgumentNullException.ThrowIfNull(payload);
        return [.. Header(type, payload.Length), .. payload];
    }

    /// <summary>Several packets, one behind the other.</summary>
    public static byte[] Frames(PacketType type, params byte[][] payloads) =>
        [.. payloads.SelectMany(payload => Frame(type, payload))];
}
