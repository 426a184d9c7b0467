using TcpBackends.Benchmarks.Compare.Subjects;

namespace TcpBackends.Benchmarks.Compare.Workloads;

/// <summary>W5: packets of 100 bytes, one awaited call each, to a receiver that does not wake for each of them.</summary>
internal sealed class SmallSendWorkload : SenderWorkload
{
    public const string DelaySend = "delay_send";
    public const string NoDelay = "nodelay";

    public override string Id => "W5";

    public override string Title => "send 100-byte packets";

    public override string Unit => "messages/s";

    public override IReadOnlyList<Variant> Variants { get; } =
    [
        .. Contenders.All.Select(contender => new Variant(contender.Id)),
        .. Contenders.All.Select(contender => new Variant(contender.Id, NoDelay)),
        .. Contenders.All.Where(contender => contender.Id is Contenders.Inet or Contenders.OtpInet)
            .Select(contender => new Variant(contender.Id, DelaySend)),
    ];

    protected override string Verb => "sendsmall";

    protected override int WakePer => 16 * 1024;

    protected override int MessageLength => 4 + 100;

    protected override double BytesPerValue => MessageLength;

    protected override IEnumerable<string> OptionsOf(Variant variant) => variant.Mode switch
    {
        DelaySend => ["--delay-send"],
        NoDelay => ["--nodelay"],
        _ => [],
    };
}
