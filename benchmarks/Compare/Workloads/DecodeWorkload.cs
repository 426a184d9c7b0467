using System.Globalization;
using System.Text.Json;
using TcpBackends.Benchmarks.Compare.Subjects;
using TcpBackends.Benchmarks.Harness;

namespace TcpBackends.Benchmarks.Compare.Workloads;

/// <summary>W8: decoding what is in memory; no socket is involved, so one backend stands for both.</summary>
internal sealed class DecodeWorkload : Workload
{
    private const int FileLength = 4 * 1024 * 1024;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("decode");

    public DecodeWorkload()
    {
        foreach (string type in DecoderInput.Types)
        {
            File.WriteAllBytes(FileOf(type), DecoderInput.Create(type, FileLength));
        }
    }

    public override string Id => "W8";

    public override string Title => "decode in memory";

    public override string Unit => "packets/s";

    public override IReadOnlyList<Variant> Variants { get; } =
        [.. DecoderInput.Types.SelectMany(type =>
            Contenders.All.Where(contender => contender.Id is Contenders.Inet or Contenders.OtpInet)
                .Select(contender => new Variant(contender.Id, type)))];

    public override Sample Measure(Variant variant, TimeSpan duration)
    {
        using SubjectProcess subject = SubjectProcess.Start(
            Contenders.Get(variant.Contender),
            "decode",
            [
                "--type", variant.Mode,
                "--file", FileOf(variant.Mode),
                "--seconds", duration.TotalSeconds.ToString("F3", CultureInfo.InvariantCulture),
            ]);
        using JsonDocument report = JsonDocument.Parse(subject.Finish());
        double packets = report.RootElement.GetProperty("packets").GetDouble();
        return new Sample(
            packets / report.RootElement.GetProperty("seconds").GetDouble(),
            report.RootElement.GetProperty("cpu_seconds").GetDouble() * 1e6 / packets);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _directory.Delete(recursive: true);
    }

    private string FileOf(string type) => Path.Combine(_directory.FullName, type);
}
