using System.Diagnostics;

namespace TcpBackends.Tests.RealPeers.Programs;

/// <summary>Runs curl.</summary>
internal static class Curl
{
    private static readonly string[] Always = ["--silent", "--show-error", "--noproxy", "*", "--max-time", "20"];

    /// <summary>What it printed to stdout. It must succeed.</summary>
    public static async Task<string> RunAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        var info = new ProcessStartInfo(Installation.Curl!, [.. Always, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(info)!;
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            Task<string> errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            Assert.That(process.ExitCode, Is.Zero, await errors);
            return await output;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }
}
