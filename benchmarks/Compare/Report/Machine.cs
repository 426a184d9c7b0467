using System.Runtime.InteropServices;
using TcpBackends.Benchmarks.Compare.Subjects;

namespace TcpBackends.Benchmarks.Compare.Report;

/// <summary>Where it was measured.</summary>
internal sealed record Machine(int Cpus, string System, string Runtime, string LoadAverage, bool HasErlang)
{
    public static Machine Current { get; } = new(
        Environment.ProcessorCount,
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]),
        ErlangNode.IsInstalled);
}
