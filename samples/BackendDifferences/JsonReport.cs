using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TcpBackends.Samples.BackendDifferences;

/// <summary>Writes findings for machines.</summary>
internal static class JsonReport
{
    // The file is read by programs and people, never pasted into a web page: quotes and brackets stay as they are.
    private static readonly JsonReportContext Context = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static async Task WriteAsync(string file, IEnumerable<Finding> findings, CancellationToken cancellationToken)
    {
        JsonRow[] rows = [.. findings.Select(ToRow)];
        await using FileStream stream = File.Create(file);
        await JsonSerializer.SerializeAsync(stream, rows, Context.JsonRowArray, cancellationToken);
    }

    private static JsonRow ToRow(Finding finding) =>
        new(finding.Difference, finding.Observed.Inet, finding.Observed.Socket, finding.Manual, finding.Agrees);
}

internal sealed record JsonRow(string Difference, string Inet, string Socket, string Manual, bool Agrees);

[JsonSerializable(typeof(JsonRow[]))]
internal sealed partial class JsonReportContext : JsonSerializerContext;
