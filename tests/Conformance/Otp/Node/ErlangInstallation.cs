using System.Diagnostics;

namespace TcpBackends.Tests.Conformance.Otp.Node;

/// <summary>The Erlang/OTP on this machine.</summary>
internal static class ErlangInstallation
{
    public const string HowToInstall =
        "Erlang/OTP is not on the PATH, so no test runs on it, nor are its columns of backend-differences.md compared: "
        + "apt-get install erlang-base";

    private static readonly TimeSpan CompileLimit = TimeSpan.FromMinutes(1);

    public static bool IsPresent { get; } = Find("erl") is not null && Find("erlc") is not null;

    /// <summary>Whether it is not there, and need not be: where CI is true in the environment, it must.</summary>
    public static bool MayBeMissing => !IsPresent && Environment.GetEnvironmentVariable("CI") != "true";

    public static ProcessStartInfo Erl(params string[] arguments) => Program("erl", arguments);

    /// <summary>Compiles Erlang source files to a directory.</summary>
    public static void Compile(IEnumerable<string> sources, string outputDirectory)
    {
        ProcessStartInfo info = Program("erlc", ["-o", outputDirectory, .. sources]);
        info.RedirectStandardOutput = true;
        using Process compiler = Process.Start(info)!;
        string output = compiler.StandardOutput.ReadToEnd();
        if (!compiler.WaitForExit(CompileLimit) || compiler.ExitCode != 0)
        {
            compiler.Kill();
            throw new InvalidOperationException($"erlc did not compile the referee:\n{output}");
        }
    }

    private static ProcessStartInfo Program(string name, IEnumerable<string> arguments) =>
        new(Find(name) ?? throw new InvalidOperationException(HowToInstall), arguments) { UseShellExecute = false };

    private static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(directory => Path.Combine(directory, name))
            .FirstOrDefault(File.Exists);
}
