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
            : (step is Receive || (step is Send && world.IsClosed)) && world.Options.ShowEconnreset == true
                && (world.PeerSentFin || (!world.ResetArrived && (world.InputIsShut || world.IsClosed)))
                ? "End of the stream with `show_econnreset`"
            : null;
    }

    /// <summary>The entry that explains why the connection has ended on our side alone; null if none does.</summary>
    public static string? ExplainsEnd(World world)
    {
        string theirs = world.Theirs.Mail.Describe(world.Packet);
        return theirs.Length > 0
            && world.Ours.Mail.Describe(world.Packet) == $"{theirs} {Harness.Mail.Error(TcpError.EMsgSize)} {Harness.Mail.Closed}"
            ? "A bad packet behind a good one in active mode"
            : null;
    }

    /// <summary>Whether that may have come about.</summary>
    public static bool MayEndAlone(World world) =>
        world.IsInet && world.HasMail && world.Input.HasBadBehindGood(world.Packet, world.Options.PacketSize ?? 0);

    /// <summary>The entry that explains that the owners were told different things; null if none does.</summary>
    public static string? ExplainsMail(World world)
    {
        bool isEndShownAsReset = !world.IsInet && world.Options.ShowEconnreset == true && world.PeerSentFin
            && world.Theirs.Mail.Told.Any(message => message is TcpClosedMessage);
        string ours = world.Ours.Mail.Describe(world.Packet);
        string theirs = world.Theirs.Mail.Describe(world.Packet);
        return isEndShownAsReset && (ours == Without($"{Harness.Mail.Reset} ")
                // The reset stays with the former owner.
                || ours == Without($" 0: {Harness.Mail.Reset}") || ours == Without($" 1: {Harness.Mail.Reset}")
                || ours == Without($" {Harness.Mail.Reset}"))
            ? "End of the stream with `show_econnreset`"
            : null;

        string Without(string words) => theirs.Replace(words, "", StringComparison.Ordinal);
    }
}
