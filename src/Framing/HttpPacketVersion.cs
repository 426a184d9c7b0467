namespace TcpBackends.Framing;

/// <summary>An HTTP version as it was received. A request line without one has 0.9, as in Erlang.</summary>
/// <remarks>As in OTP, numbers that do not fit 32 bits wrap around.</remarks>
/// <param name="Major">The number before the dot.</param>
/// <param name="Minor">The number after the dot.</param>
public readonly record struct HttpPacketVersion(int Major, int Minor)
{
    /// <summary>The version as in <c>1.1</c>.</summary>
    public override string ToString() => string.Create(null, $"{Major}.{Minor}");
}
