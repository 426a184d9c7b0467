namespace TcpBackends.Benchmarks.Harness;

/// <summary>What a subject is to do.</summary>
public enum SubjectVerb
{
    Echo,
    Sink,
    AcceptClose,
    SendBulk,
    SendSmall,
    Decode,
}
