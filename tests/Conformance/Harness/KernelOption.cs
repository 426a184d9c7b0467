using System.Net;
using System.Runtime.InteropServices;
using TcpBackends.Tests.Conformance.Otp.Adapter;

namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>What the kernel has of an option: asked with getsockopt, past the backend, or in OTP with its raw option.</summary>
public static partial class KernelOption
{
    private const int MaximumAddress = 128;
    private const int MaximumValue = 64;

    /// <summary>The first four bytes of its value.</summary>
    public static int Read(ITcpEndpoint endpoint, int level, int number) => ReadAll(endpoint, level, number)[0];

    /// <summary>Its value, four bytes by four; the last ones are filled up with zeros.</summary>
    public static int[] ReadAll(ITcpEndpoint endpoint, int level, int number)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        Span<byte> value = stackalloc byte[MaximumValue];
        value.Clear();
        uint length = MaximumValue;
        if (endpoint is OtpEndpoint)
        {
            ReadOnlyMemory<byte> raw = Outcome.Ok(endpoint.Options.Get(TcpOptions.RawOf(level, number, MaximumValue)), "getopts raw");
            raw.Span.CopyTo(value);
            length = (uint)raw.Length;
        }
        else
        {
            int? descriptor = FindDescriptor(endpoint);
            Assert.That(descriptor, Is.Not.Null, "its descriptor is found by its names");
            Assert.That(getsockopt(descriptor!.Value, level, number, value, ref length), Is.Zero, $"getsockopt {level} {number}");
        }

        int words = (int)(length + sizeof(int) - 1) / sizeof(int);
        return MemoryMarshal.Cast<byte, int>(value)[..words].ToArray();
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
