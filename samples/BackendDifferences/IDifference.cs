namespace TcpBackends.Samples.BackendDifferences;

/// <summary>One documented difference between the backends, and how to see it.</summary>
internal interface IDifference
{
    /// <summary>What is done, in the words of a newcomer.</summary>
    string Title { get; }

    /// <summary>What the manual says about it, in short.</summary>
    string Manual { get; }

    /// <summary>What each backend does if the manual is right.</summary>
    Answers Expected { get; }

    /// <summary>Whether it shows only where a reset leaves received data readable, as on Linux.</summary>
    bool NeedsLinux => false;

    /// <summary>Does it on a backend and says what happened, in the words of <see cref="Expected"/> where they apply.</summary>
    Task<string> ObserveAsync(ITcpBackend backend, CancellationToken cancellationToken);
}
