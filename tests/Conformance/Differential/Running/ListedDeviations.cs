using TcpBackends.Tests.Conformance.Differential.Steps;

namespace TcpBackends.Tests.Conformance.Differential.Running;

/// <summary>
/// Where OTP and the library are known to answer differently (docs/deviations.md), and the connection goes on as before. Where it would not,
/// the step refuses to be done, and names the entry.
/// </summary>
internal static class ListedDeviations
{
    /// <summary>The entry that explains the difference; null if none does.</summary>
    public static string? Find(World world, Step step, Observation ours, Observation theirs)
    {
        bool reportsReset = ours.Error == TcpError.Closed && theirs.Error == TcpError.EConnReset;
        return world.IsInet || !reportsReset ? null
            : step is Receive && world.Options.ShowEconnreset == true
                && (world.PeerSentFin || (!world.ResetArrived && (world.InputIsShut || world.IsClosed)))
                ? "End of the stream with `show_econnreset`"
            : null;
    }
}
