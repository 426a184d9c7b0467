namespace TcpBackends.Tests.Conformance.Otp;

/// <summary>A test of what gen_tcp does not have: it is not run on OTP.</summary>
/// <param name="reason">What that is.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnlyOursAttribute(string reason) : PropertyAttribute("OnlyOurs", reason)
{
    public string Reason { get; } = reason;
}
