namespace TcpBackends.Benchmarks.Harness;

/// <summary>The command line of a subject.</summary>
public sealed record SubjectCommand
{
    /// <summary>Small packets have this many bytes after their header unless told otherwise.</summary>
    public const int SmallSize = 100;

    /// <summary>Chunks have this many bytes unless told otherwise; buffers too.</summary>
    public const int BulkSize = 64 * 1024;

    /// <summary>With <c>--delay-send</c> a sender may run ahead of the kernel by this much, as with a pipe's default.</summary>
    public const int DelayedBytes = 64 * 1024;

    /// <summary>Who does it: a backend, or a peer of the comparison.</summary>
    public required string Name { get; init; }

    public required SubjectVerb Verb { get; init; }

    /// <summary>Where to listen; 0: the system says.</summary>
    public int Port { get; init; }

    /// <summary>Where to connect to.</summary>
    public int To { get; init; }

    public double Seconds { get; init; }

    public int? Size { get; init; }

    public bool NoDelay { get; init; }

    public bool DelaySend { get; init; }

    /// <summary><c>true</c>, <c>once</c>, a number, or <c>false</c>.</summary>
    public string Active { get; init; } = "false";

    /// <summary>The packet type to decode: <c>4</c>, <c>line</c> or <c>http</c>.</summary>
    public string Type { get; init; } = "";

    /// <summary>The file to decode.</summary>
    public string File { get; init; } = "";

    /// <summary>After this the process ends, whatever it is doing; 0: never.</summary>
    public double MaxSeconds { get; init; }
}
