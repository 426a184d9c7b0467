namespace TcpBackends.Core.Receive;

/// <summary>What one receive asks for.</summary>
/// <param name="Length">With packet raw: exactly so many bytes, or 0 for what is there.</param>
/// <param name="Destination">The caller's buffer, if <paramref name="HasDestination"/>.</param>
/// <param name="HasDestination">Whether the bytes go to the caller's buffer.</param>
internal readonly record struct ReceiveRequest(int Length, Memory<byte> Destination, bool HasDestination)
{
    /// <summary>No receive, but a socket that is active.</summary>
    public static ReceiveRequest Active { get; } = new(0, default, false) { IsActive = true };

    public bool IsActive { get; private init; }
}
