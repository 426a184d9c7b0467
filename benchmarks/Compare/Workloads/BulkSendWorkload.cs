namespace TcpBackends.Benchmarks.Compare.Workloads;

/// <summary>W4, the other way: chunks of 64 KiB that the subject sends.</summary>
internal sealed class BulkSendWorkload : SenderWorkload
{
    public override string Id => "W4s";

    public override string Title => "send 64 KiB chunks";

    public override string Unit => "MB/s";

    protected override string Verb => "sendbulk";

    protected override int MessageLength => 64 * 1024;

    protected override double BytesPerValue => 1e6;
}
