using TcpBackends.Tests.Unit.Exhaustion;

namespace TcpBackends.Tests.Unit;

/// <summary>The entry of a process that a test starts for itself; the test runners do not come by here.</summary>
internal static class Program
{
    public static Task<int> Main(string[] arguments) => ExhaustedProcess.RunAsync(arguments);
}
