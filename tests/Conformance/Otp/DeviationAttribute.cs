namespace TcpBackends.Tests.Conformance.Otp;

/// <summary>
/// A test of something that the library does differently from OTP on purpose. On OTP it asserts what OTP does.
/// </summary>
/// <param name="entry">The first cell of its row in docs/deviations.md.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class DeviationAttribute(string entry) : PropertyAttribute("Deviation", entry)
{
    public string Entry { get; } = entry;
}
