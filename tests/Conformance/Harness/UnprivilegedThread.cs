using System.Runtime.InteropServices;

namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>A thread without the privileges of root, which Linux keeps for each thread.</summary>
internal static partial class UnprivilegedThread
{
    private const uint Version3 = 0x20080522;

    /// <summary>Gives up all privileges of this thread for good, and those of the threads that it starts.</summary>
    public static void Become()
    {
        // Itself; then nothing effective, permitted or inheritable, in two halves.
        uint[] header = [Version3, 0];
        Assert.That(capset(header, new uint[6]), Is.Zero, "capset");
    }

    [LibraryImport("libc")]
    private static partial int capset(uint[] header, uint[] data);
}
