using System.Diagnostics;

namespace TcpBackends.Benchmarks.Compare.Subjects;

/// <summary>The program for a real Erlang/OTP node.</summary>
internal static class ErlangNode
{
    private static readonly string Directory = Path.Combine(AppContext.BaseDirectory, "Otp");

    public static bool IsInstalled { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(directory => File.Exists(Path.Combine(directory, "erl")) && File.Exists(Path.Combine(directory, "erlc")));

    public static IReadOnlyList<string> Command(string backend) =>
    [
        "erl", "-noinput", "-boot", "start_clean", "-pa", Directory, "-run", "subject", "main",
        "-extra", "--backend", backend,
    ];

    public static void Compile()
    {
        using Process compiler = Process.Start(
            "erlc", ["-o", Directory, Path.Combine(Directory, "subject.erl")]);
        compiler.WaitForExit();
        if (compiler.ExitCode != 0)
        {
            throw new InvalidOperationException("erlc failed.");
        }
    }
}
