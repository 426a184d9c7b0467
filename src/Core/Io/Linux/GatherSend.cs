using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TcpBackends.Core.Io.Linux;

/// <summary>Sends a header and a body in one system call, from where they lie.</summary>
internal static unsafe class GatherSend
{
    // The kernel takes 1024; what does not fit goes with the next call.
    private const int MaximumSegments = 64;
    private const int LargestHeader = 16;
    private const int LargestCopy = 496;

    // What is on the stack is written before it is read.
    [SkipLocalsInit]
    public static nint One(int descriptor, ReadOnlySpan<byte> header, ReadOnlySpan<byte> body, int flags)
    {
        fixed (byte* headerPointer = header)
        fixed (byte* bodyPointer = body)
        {
            if (header.IsEmpty)
            {
                return LibC.Send(descriptor, bodyPointer, (nuint)body.Length, flags | LibC.MsgNoSignal);
            }

            if (body.Length <= LargestCopy)
            {
                // Cheaper than having the kernel gather it.
                byte* joined = stackalloc byte[LargestHeader + LargestCopy];
                header.CopyTo(new Span<byte>(joined, LargestHeader));
                body.CopyTo(new Span<byte>(joined + header.Length, LargestCopy));
                return LibC.Send(descriptor, joined, (nuint)(header.Length + body.Length), flags | LibC.MsgNoSignal);
            }

            LibC.IoVector* vectors = stackalloc LibC.IoVector[2];
            vectors[0] = new LibC.IoVector { Base = headerPointer, Length = (nuint)header.Length };
            vectors[1] = new LibC.IoVector { Base = bodyPointer, Length = (nuint)body.Length };
            return Send(descriptor, vectors, body.IsEmpty ? 1 : 2, flags);
        }
    }

    [SkipLocalsInit]
    public static nint Many(int descriptor, ReadOnlySpan<byte> header, in ReadOnlySequence<byte> body, int flags, out long offered)
    {
        LibC.IoVector* vectors = stackalloc LibC.IoVector[MaximumSegments + 1];
        var pins = default(Pins);
        int count = 0;
        offered = header.Length;
        fixed (byte* headerPointer = header)
        {
            if (!header.IsEmpty)
            {
                vectors[count++] = new LibC.IoVector { Base = headerPointer, Length = (nuint)header.Length };
            }

            int pinned = 0;
            try
            {
                foreach (ReadOnlyMemory<byte> segment in body)
                {
                    if (pinned == MaximumSegments)
                    {
                        break;
                    }

                    // Empty ones would crowd out the others: a call must not send nothing while there is something.
                    if (segment.IsEmpty)
                    {
                        continue;
                    }

                    offered += segment.Length;
                    pins[pinned] = segment.Pin();
                    vectors[count++] = new LibC.IoVector
                    {
                        Base = (byte*)pins[pinned++].Pointer,
                        Length = (nuint)segment.Length,
                    };
                }

                return Send(descriptor, vectors, count, flags);
            }
            finally
            {
                // Memory may be anybody's, and letting go of it may call the system.
                int error = Marshal.GetLastPInvokeError();
                for (int i = 0; i < pinned; i++)
                {
                    pins[i].Dispose();
                }

                Marshal.SetLastPInvokeError(error);
            }
        }
    }

    private static nint Send(int descriptor, LibC.IoVector* vectors, int count, int flags)
    {
        var message = new LibC.MessageHeader { Vectors = vectors, VectorCount = (nuint)count };
        return LibC.SendMessage(descriptor, &message, flags | LibC.MsgNoSignal);
    }

    [InlineArray(MaximumSegments)]
    private struct Pins
    {
#pragma warning disable IDE0044, IDE0051 // The runtime lays the array out from this one field.
        private MemoryHandle _first;
#pragma warning restore IDE0044, IDE0051
    }
}
