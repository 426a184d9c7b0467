using System.Diagnostics;

namespace TcpBackends.Tests.Unit.OwnProcess;

/// <summary>A process for what concerns a whole process: its descriptors, its memory.</summary>
internal static class ChildProcess
{
    /// <returns>The lines that it wrote.</returns>
    public static async Task<string[]> RunAsync(string scenario, Place place, CancellationToken watchdog)
    {
        string assembly = typeof(ChildProcess).Assembly.Location;
        var start = new ProcessStartInfo("dotnet", ["exec", assembly, scenario, place.PlatformName, place.BackendName])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // It would start a thread when it has seen enough of the process, and take memory.
        start.Environment["DOTNET_TieredCompilation"] = "0";
        using Process process = Process.Start(start)!;
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(watchdog);
            string errors = await process.StandardError.ReadToEndAsync(watchdog);
            await process.WaitForExitAsync(watchdog);
            Assert.That(process.ExitCode, Is.Zero, errors);
            return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
