namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>What a descriptor that was opened without the library is doing.</summary>
internal enum DescriptorDoing
{
    Nothing,

    /// <summary>It listens where it is bound.</summary>
    Listening,

    /// <summary>It has not got an answer from its remote end yet.</summary>
    Connecting,
}
