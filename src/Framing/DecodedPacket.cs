using System.Buffers;

namespace TcpBackends.Framing;

/// <summary>A packet that was decoded from a stream.</summary>
/// <param name="Payload">
/// What is delivered of it, with the HTTP types the line as it was received: a slice of the stream, which lives as long
/// as that memory.
/// </param>
/// <param name="Http">With the HTTP types the typed packet, which owns its contents; otherwise null.</param>
public readonly record struct DecodedPacket(ReadOnlySequence<byte> Payload, HttpPacket? Http = null);
