using TcpBackends.Benchmarks.Compare.Load;
using TcpBackends.Benchmarks.Compare.Subjects;

namespace TcpBackends.Benchmarks.Compare.Workloads;

/// <summary>W1 to W3: packets of 64 bytes there and back.</summary>
internal sealed class EchoWorkload(
    string id, string title, int connections, int outstanding, bool onOneCpu = false, bool withDelaySend = false)
    : ServerWorkload
{
    public const string DelaySend = "delay_send";

    public override string Id => id;

    public override string Title => title;

    public override string Unit => "messages/s";

    public override IReadOnlyList<Variant> Variants { get; } =
    [
        .. Contenders.All.Select(contender => new Variant(contender.Id)),
        .. Contenders.All
            .Where(contender => withDelaySend && contender.Id is (Contenders.Inet or Contenders.OtpInet))
            .Select(contender => new Variant(contender.Id, DelaySend)),
    ];

    protected override string Verb => "echo";

    protected override bool OnOneCpu => onOneCpu;

    protected override IEnumerable<string> OptionsOf(Variant variant) =>
        variant.Mode == DelaySend ? ["--nodelay", "--delay-send"] : ["--nodelay"];

    protected override Sample Run(SubjectProcess server, int port, TimeSpan warmUp, TimeSpan duration)
    {
        using var load = new EchoLoad(port, connections, outstanding);
        load.Run(warmUp);
        return Watch(server, 1, () => load.Run(duration));
    }
}
