namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>What the operating system makes of what it is given.</summary>
public static class Kernel
{
    /// <summary>A buffer size as it reads back: Linux doubles it, for its own book-keeping.</summary>
    public static int Keeps(int bufferSize) => OperatingSystem.IsLinux() ? 2 * bufferSize : bufferSize;
}
