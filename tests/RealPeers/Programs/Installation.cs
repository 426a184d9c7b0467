namespace TcpBackends.Tests.RealPeers.Programs;

/// <summary>The programs of others that the tests talk to.</summary>
internal static class Installation
{
    public const string HowToInstall = "nginx or curl is not installed, so the samples meet no real peers: apt-get install nginx curl";

    private static readonly string[] Directories =
    [
        .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
        "/usr/sbin", // where Debian has nginx, and not everybody's PATH leads
    ];

    public static string? Nginx { get; } = Find("nginx");

    public static string? Curl { get; } = Find("curl");

    public static bool IsComplete => Nginx is not null && Curl is not null;

    /// <summary>Whether they are not there, and need not be: where CI is true in the environment, they must.</summary>
    public static bool MayBeMissing => !IsComplete && Environment.GetEnvironmentVariable("CI") != "true";

    private static string? Find(string name) =>
        Directories.Select(directory => Path.Combine(directory, name)).FirstOrDefault(File.Exists);
}
