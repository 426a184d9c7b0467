using System.Diagnostics;
using System.Globalization;

namespace TcpBackends.Benchmarks.Compare.Subjects;

/// <summary>A subject at work in a process of its own.</summary>
internal sealed class SubjectProcess : IDisposable
{
    // Ends it should this program be killed.
    private const int LongestRunSeconds = 900;

    private static readonly TimeSpan ExitLimit = TimeSpan.FromSeconds(20);

    private readonly Process _process;

    private SubjectProcess(Process process) => _process = process;

    /// <summary>The processor time it has used.</summary>
    public TimeSpan CpuTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public static SubjectProcess Start(Contender contender, string verb, IEnumerable<string> options)
    {
        IReadOnlyList<string> command = contender.Command;
        string limit = LongestRunSeconds.ToString(CultureInfo.InvariantCulture);
        var info = new ProcessStartInfo(command[0], [.. command.Skip(1), verb, "--max-seconds", limit, .. options])
        {
            RedirectStandardOutput = true,
        };
        info.Environment["ERL_CRASH_DUMP_SECONDS"] = "0";
        return new SubjectProcess(Process.Start(info)!);
    }

    /// <summary>Starts a server, and waits until it listens.</summary>
    public static SubjectProcess Serve(Contender contender, string verb, IEnumerable<string> options, out int port)
    {
        SubjectProcess server = Start(contender, verb, ["--port", "0", .. options]);
        string? line = server._process.StandardOutput.ReadLine();
        if (line is null || !line.StartsWith("READY ", StringComparison.Ordinal))
        {
            server.Dispose();
            throw new InvalidOperationException($"{contender} did not start to serve {verb}: {line}");
        }

        port = int.Parse(line.AsSpan("READY ".Length), CultureInfo.InvariantCulture);
        return server;
    }

    /// <summary>Waits until it ends by itself.</summary>
    /// <returns>What it printed.</returns>
    public string Finish()
    {
        string output = _process.StandardOutput.ReadToEnd();
        return _process.WaitForExit(ExitLimit) && _process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{_process.StartInfo.FileName} failed: {output}");
    }

    /// <summary>Its memory that is in RAM, in bytes.</summary>
    public long ResidentBytes()
    {
        string line = File.ReadLines($"/proc/{_process.Id}/status")
            .First(one => one.StartsWith("VmRSS:", StringComparison.Ordinal));
        return 1024 * long.Parse(line["VmRSS:".Length..^" kB".Length], CultureInfo.InvariantCulture);
    }

    public int OpenDescriptors() => Directory.EnumerateFileSystemEntries($"/proc/{_process.Id}/fd").Count();

    /// <summary>Ends it, if it has not ended by itself.</summary>
    public void End()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }
    }

    public void Dispose()
    {
        End();
        _process.Dispose();
    }
}
