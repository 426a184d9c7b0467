namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>Semantics 15 to 18: packet types.</summary>
public sealed record PacketExpectations
{
    public static PacketExpectations Inet { get; } = new()
    {
        BufferBoundsLines = true,
        PacketRestartsHttp = false,
        LineDelimiterReads = false,
        LineDelimiterIsInherited = false,
        RepeatsInvalidPacket = false,
    };

    public static PacketExpectations Socket { get; } = new()
    {
        BufferBoundsLines = false,
        PacketRestartsHttp = true,
        LineDelimiterReads = true,
        LineDelimiterIsInherited = true,
        RepeatsInvalidPacket = true,
    };

    /// <summary>Whether a line longer than buffer comes in pieces, and with HTTP is emsgsize unless packet_size is larger.</summary>
    public required bool BufferBoundsLines { get; init; }

    /// <summary>Whether setting the packet type makes http begin with a first line again.</summary>
    public required bool PacketRestartsHttp { get; init; }

    /// <summary>Whether line_delimiter reads back; otherwise it is einval.</summary>
    public required bool LineDelimiterReads { get; init; }

    /// <summary>Whether accepted sockets have the line_delimiter of their listener.</summary>
    public required bool LineDelimiterIsInherited { get; init; }

    /// <summary>Whether bytes that were no packet are kept and looked at again with those that come next.</summary>
    public required bool RepeatsInvalidPacket { get; init; }

    /// <summary>The sizes in which a line comes whose newline is there.</summary>
    public int[] PiecesOf(int line, int buffer) => BufferBoundsLines
        ? [.. Enumerable.Repeat(buffer, line / buffer), .. line % buffer == 0 ? Array.Empty<int>() : [line % buffer]]
        : [line];

    /// <summary>The sizes that are delivered of a line whose newline is not there yet.</summary>
    public int[] PiecesOfBeginning(int bytes, int buffer) =>
        BufferBoundsLines ? [.. Enumerable.Repeat(buffer, bytes / buffer)] : [];
}
