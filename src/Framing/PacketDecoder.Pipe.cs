using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace TcpBackends.Framing;

public sealed partial class PacketDecoder
{
    /// <summary>
    /// Decodes packets from a pipe until it ends. Leaving the loop early leaves what was not decoded in the pipe, to be
    /// read from there; a change of <see cref="Type"/> or <see cref="Options"/> holds from the next packet on.
    /// </summary>
    /// <remarks>
    /// A read that is cancelled with <see cref="PipeReader.CancelPendingRead"/> ends the loop as the end of the pipe
    /// does.
    /// </remarks>
    /// <param name="reader">The pipe; it is not completed.</param>
    /// <param name="cancellationToken">Stops waiting for data.</param>
    /// <returns>The packets. Their payload is to be used before the next one is asked for.</returns>
    /// <exception cref="InvalidDataException">A packet is invalid; it is left in the pipe.</exception>
    /// <exception cref="EndOfStreamException">The pipe ended inside a packet, which is left in it.</exception>
    public async IAsyncEnumerable<DecodedPacket> ReadAllAsync(
        PipeReader reader, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        _state.Rewind();
        while (true)
        {
            ReadResult result = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            ReadOnlySequence<byte> rest = result.Buffer;
            bool last = result.IsCompleted || result.IsCanceled;
            bool incomplete = false;
            try
            {
                PacketStatus status;
                while ((status = TryDecode(ref rest, out DecodedPacket packet)) == PacketStatus.Complete)
                {
                    yield return packet;
                }

                ThrowIfInvalid(status);
                incomplete = true;
            }
            finally
            {
                // Whoever reads on from the pipe finds what was not decoded at once; this loop waits for more.
                reader.AdvanceTo(rest.Start, incomplete && !last ? rest.End : rest.Start);
            }

            if (result.IsCompleted && !rest.IsEmpty)
            {
                throw new EndOfStreamException("The stream ended inside a packet.");
            }

            if (last)
            {
                yield break;
            }
        }
    }

    private void ThrowIfInvalid(PacketStatus status)
    {
        if (status == PacketStatus.Invalid)
        {
            throw new InvalidDataException($"The packet is too large or not of type {Type}.");
        }
    }
}
