using System.Globalization;
using System.Text;
using TcpBackends.Tests.Conformance.Differential.Steps;

namespace TcpBackends.Tests.Conformance.Differential;

/// <summary>What is done with a connection and its peer, and the options that the connection is made with.</summary>
/// <param name="SmallBuffers">Whether the kernel holds little, so that a peer that does not read is felt soon.</param>
/// <param name="Options">The options.</param>
/// <param name="Steps">The steps.</param>
internal sealed record Sequence(bool SmallBuffers, IReadOnlyList<Setting> Options, IReadOnlyList<Step> Steps)
{
    /// <summary>Whether the owner of the connection may be told something.</summary>
    public bool HasMail =>
        Options.Any(setting => setting.Key == TcpOptions.Active)
        || Steps.Any(step => step is HandOver || step is SetOption { Setting.Key: var key } && key == TcpOptions.Active);

    public TcpSocketOptions ToOptions()
    {
        TcpSocketOptions options = SmallBuffers
            ? TcpSocketOptions.Default with { SendBuffer = CloggedPair.KernelBuffer }
            : TcpSocketOptions.Default;
        return Options.Aggregate(options, (all, setting) => setting.ApplyTo(all));
    }

    /// <summary>The same with a part left out or made smaller, the largest parts first.</summary>
    public IEnumerable<Sequence> Smaller()
    {
        for (int size = Steps.Count; size > 0; size /= 2)
        {
            for (int at = 0; at + size <= Steps.Count; at += size)
            {
                yield return this with { Steps = [.. Steps.Take(at), .. Steps.Skip(at + size)] };
            }
        }

        for (int i = 0; i < Options.Count; i++)
        {
            yield return this with { Options = [.. Options.Take(i), .. Options.Skip(i + 1)] };
        }

        if (SmallBuffers)
        {
            yield return this with { SmallBuffers = false };
        }

        for (int i = 0; i < Steps.Count; i++)
        {
            foreach (Step step in Steps[i].Smaller())
            {
                yield return this with { Steps = [.. Steps.Take(i), step, .. Steps.Skip(i + 1)] };
            }
        }
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"connect with [{string.Join(", ", Options)}]");
        text.AppendLine(SmallBuffers ? ", small kernel buffers" : "");
        foreach (Step step in Steps)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {step}");
        }

        return text.ToString();
    }
}
