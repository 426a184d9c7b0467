using TcpBackends.Tests.Unit.Allocating;
using TcpBackends.Tests.Unit.Delaying;
using TcpBackends.Tests.Unit.Exhaustion;

namespace TcpBackends.Tests.Unit.OwnProcess;

/// <summary>The entry of a process that a test starts for itself; the test runners do not come by here.</summary>
internal static class Program
{
    /// <param name="arguments">The scenario, the platform, the backend.</param>
    public static async Task<int> Main(string[] arguments)
    {
        if (arguments is not [var scenario, var platform, var backend])
        {
            await Console.Error.WriteLineAsync("Started by tests only.");
            return 2;
        }

        var place = new Place(platform, backend);
        await (scenario switch
        {
            ExhaustedProcess.First or ExhaustedProcess.Accept => ExhaustedProcess.RunAsync(scenario, place),
            DelayedAnswersProcess.Scenario => DelayedAnswersProcess.RunAsync(place),
            _ => WaitingProcess.RunAsync(scenario, place),
        });
        return 0;
    }
}
