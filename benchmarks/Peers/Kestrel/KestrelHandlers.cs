using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;

namespace TcpBackends.Benchmarks.Peers.Kestrel;

/// <summary>What the connections do.</summary>
internal static class KestrelHandlers
{
    /// <summary>
    /// Sends every packet back. The packets that came together are written together, as a pipe invites to.
    /// </summary>
    public static async Task EchoAsync(ConnectionContext connection)
    {
        PipeReader input = connection.Transport.Input;
        PipeWriter output = connection.Transport.Output;
        while (true)
        {
            ReadResult result = await input.ReadAsync();
            ReadOnlySequence<byte> rest = result.Buffer;
            while (LengthOf(rest) is > 0 and long length)
            {
                foreach (ReadOnlyMemory<byte> piece in rest.Slice(0, length))
                {
                    output.Write(piece.Span);
                }

                rest = rest.Slice(length);
            }

            input.AdvanceTo(rest.Start, rest.End);
            if (result.IsCompleted || (await output.FlushAsync()).IsCompleted)
            {
                return;
            }
        }
    }

    /// <summary>Receives and forgets.</summary>
    public static async Task SinkAsync(ConnectionContext connection)
    {
        PipeReader input = connection.Transport.Input;
        ReadResult result;
        do
        {
            result = await input.ReadAsync();
            input.AdvanceTo(result.Buffer.End);
        }
        while (!result.IsCompleted);
    }

    private static long LengthOf(in ReadOnlySequence<byte> bytes)
    {
        var reader = new SequenceReader<byte>(bytes);
        return reader.TryReadBigEndian(out int length) && bytes.Length >= Packets.HeaderLength + length
            ? Packets.HeaderLength + length
            : 0;
    }
}
