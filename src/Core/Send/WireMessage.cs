using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using TcpBackends.Core.Io;
using TcpBackends.Framing;

namespace TcpBackends.Core.Send;

/// <summary>One packet on its way out, its header and its payload where the caller left it, and how far it has got.</summary>
internal struct WireMessage
{
    private byte _headerLength;
    private HeaderBytes _header;
    private byte _headerSent;
    private ReadOnlySequence<byte> _body;

    /// <summary>Header and payload together.</summary>
    public long Length { get; private set; }

    public readonly long Remaining => _headerLength - _headerSent + _body.Length;

    // Handed on by reference, as the whole is: reading back at once what has just been written piece by piece stalls.
    [UnscopedRef]
    public readonly ref readonly ReadOnlySequence<byte> Body => ref _body;

    [UnscopedRef]
    public readonly ReadOnlySpan<byte> Header => ((ReadOnlySpan<byte>)_header)[_headerSent.._headerLength];

    /// <summary>Puts its header before a payload.</summary>
    public static void Frame(PacketType type, in ReadOnlySequence<byte> payload, out WireMessage message)
    {
        message = default;
        message._headerLength = (byte)LengthPrefix.Write(type, payload.Length, message._header);
        message._body = payload;
        message.Length = message._headerLength + payload.Length;
    }

    /// <summary>Hands over as much as the kernel takes. None: all of it is gone.</summary>
    public TcpError SendTo(IIoStream io)
    {
        TcpError error;
        do
        {
            error = SendOnce(io);
        }
        while (error == TcpError.None && Remaining > 0);

        return error;
    }

    /// <summary>
    /// Hands over what the kernel takes until it takes less than it is offered. None: it took something, though perhaps not all.
    /// </summary>
    public TcpError SendOnce(IIoStream io)
    {
        while (true)
        {
            IoResult sent = io.TrySend(Header, _body);
            if (sent.Error == TcpError.None)
            {
                Advance(sent.Bytes);
                if (sent.OfferedLess)
                {
                    continue;
                }

                return TcpError.None;
            }

            if (!sent.WouldBlock)
            {
                return sent.Error;
            }

            if (io.WaitWritable())
            {
                return TcpError.EAgain;
            }
        }
    }

    /// <summary>A copy of what is not sent.</summary>
    public readonly byte[] CopyRemaining()
    {
        byte[] rest = new byte[Remaining];
        Header.CopyTo(rest);
        _body.CopyTo(rest.AsSpan(Header.Length));
        return rest;
    }

    private void Advance(int count)
    {
        if (count == Remaining)
        {
            _headerSent = _headerLength;
            _body = ReadOnlySequence<byte>.Empty;
            return;
        }

        int ofHeader = Math.Min(count, _headerLength - _headerSent);
        _headerSent += (byte)ofHeader;
        _body = _body.Slice(count - ofHeader);
    }

    [InlineArray(LengthPrefix.MaximumLength)]
    private struct HeaderBytes
    {
#pragma warning disable IDE0044, IDE0051 // The runtime lays the array out from this one field.
        private byte _first;
#pragma warning restore IDE0044, IDE0051
    }
}
