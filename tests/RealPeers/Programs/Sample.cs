using System.Diagnostics;

namespace TcpBackends.Tests.RealPeers.Programs;

/// <summary>A sample, run as its readers run it.</summary>
internal sealed class Sample : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    private Sample(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>The first line that it writes, in which a server says where it listens.</summary>
    public string Greeting { get; private set; } = "";

    /// <summary>Starts it, and waits until it has written a line.</summary>
    public static async Task<Sample> StartAsync(string name, CancellationToken cancellationToken, params string[] arguments)
    {
        string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        string program = Path.Combine(AppContext.BaseDirectory, name + ".dll");

        // Whoever runs the tests in the background may ignore Ctrl-C, and a program inherits that.
        var info = new ProcessStartInfo("env", ["--default-signal=INT", host, program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var sample = new Sample(Process.Start(info)!);
        try
        {
            sample.Greeting = await sample._process.StandardOutput.ReadLineAsync(cancellationToken)
                ?? throw new InvalidOperationException($"{name} ended: {await sample._errors}");
            return sample;
        }
        catch
        {
            await sample.DisposeAsync();
            throw;
        }
    }

    /// <summary>Everything that it writes behind the first line.</summary>
    public Task<string> ReadToEndAsync(CancellationToken cancellationToken) =>
        _process.StandardOutput.ReadToEndAsync(cancellationToken);

    /// <summary>Presses Ctrl-C.</summary>
    public void Interrupt() => Signal.Interrupt(_process);

    /// <summary>Waits until it has ended, and checks that it is content.</summary>
    public async Task WaitForExitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        Assert.That(_process.ExitCode, Is.Zero, await _errors);
        Assert.That(await _errors, Is.Empty);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
