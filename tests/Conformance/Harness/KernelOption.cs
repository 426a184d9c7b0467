using System.Net;
using System.Runtime.InteropServices;

namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>What the kernel has of an option: asked with getsockopt, past the backend, or in OTP with its raw option.</summary>
public static partial class KernelOption
{
    private const int MaximumAddress = 128;

    /// <summary>The first four bytes of its value.</summary>
    public static int Read(ITcpEndpoint endpoint, int level, int number)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        if (FindDescriptor(endpoint) is not { } descriptor)
        {
            ReadOnlyMemory<byte> raw = Outcome.Ok(endpoint.Options.Get(TcpOptions.RawOf(level, number, 64)), "getopts raw");
            Span<byte> four = stackalloc byte[sizeof(int)];
            raw.Span[..Math.Min(raw.Length, four.Length)].CopyTo(four);
            return MemoryMarshal.Read<int>(four);
        }

        Span<byte> value = stackalloc byte[64];
        value.Clear();
        uint length = (uint)value.Length;
        Assert.That(getsockopt(descriptor, level, number, value, ref length), Is.Zero, $"getsockopt {level} {number}");
        return MemoryMarshal.Read<int>(value);
    }

    /// <summary>The descriptor of this process with these names.</summary>
    public static int? FindDescriptor(ITcpEndpoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        EndPoint local = Outcome.Ok(endpoint.LocalEndPoint, "sockname");
        EndPoint? remote = endpoint is ITcpSocket socket ? Outcome.Ok(socket.RemoteEndPoint, "peername") : null;
        foreach (string path in Directory.EnumerateFiles("/proc/self/fd"))
        {
            int descriptor = int.Parse(Path.GetFileName(path), System.Globalization.CultureInfo.InvariantCulture);
            if (HasName(descriptor, getsockname, local) && (remote is null || HasName(descriptor, getpeername, remote)))
            {
                return descriptor;
            }
        }

        return null;
    }

    private delegate int Naming(int descriptor, Span<byte> address, ref uint length);

    private static bool HasName(int descriptor, Naming ask, EndPoint expected)
    {
        Span<byte> address = stackalloc byte[MaximumAddress];
        uint length = MaximumAddress;
        if (ask(descriptor, address, ref length) != 0)
        {
            return false;
        }

        SocketAddress serialized = expected.Serialize();
        ReadOnlySpan<byte> name = serialized.Buffer.Span[..serialized.Size];
        return address[..(int)length].TrimEnd((byte)0).SequenceEqual(name.TrimEnd((byte)0));
    }

    [LibraryImport("libc")]
    private static partial int getsockname(int descriptor, Span<byte> address, ref uint length);

    [LibraryImport("libc")]
    private static partial int getpeername(int descriptor, Span<byte> address, ref uint length);

    [LibraryImport("libc")]
    private static partial int getsockopt(int descriptor, int level, int number, Span<byte> value, ref uint length);
}
