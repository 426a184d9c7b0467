namespace TcpBackends.Tests.Conformance.Differences;

/// <summary>A row of docs/backend-differences.md: something that the two backends do differently, here or in OTP.</summary>
/// <param name="title">What was done to the socket; the first cell.</param>
/// <param name="heldBy">The tests that hold it, in every detail: the last cell.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DifferenceAttribute(string title, params string[] heldBy) : Attribute
{
    public string Title { get; } = title;

    public IReadOnlyList<string> HeldBy { get; } = heldBy;

    /// <summary>What the gen_tcp manual says of it, in our own words.</summary>
    public string Manual { get; init; } = "undocumented";

    /// <summary>
    /// The row of docs/deviations.md, or several separated by semicolons, that say why OTP and the library do not do the same.
    /// </summary>
    public string Deviation { get; init; } = "";

    /// <summary>The subject, if there is one, that does now this and now that.</summary>
    public string VariesOn { get; init; } = "";
}
