using System.Diagnostics;
using System.Runtime.InteropServices;

namespace TcpBackends.Tests.RealPeers.Programs;

/// <summary>Signals to processes.</summary>
internal static partial class Signal
{
    private const int SigInt = 2;

    /// <summary>What Ctrl-C does.</summary>
    public static void Interrupt(Process process) => Assert.That(Kill(process.Id, SigInt), Is.Zero, "kill");

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int process, int signal);
}
