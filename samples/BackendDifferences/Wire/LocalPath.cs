namespace TcpBackends.Samples.BackendDifferences.Wire;

/// <summary>A fresh path for a Unix-domain socket; the file is removed in the end.</summary>
internal sealed class LocalPath : IDisposable
{
    public string Value { get; } = Path.Combine(Path.GetTempPath(), $"tcp-{Path.GetRandomFileName()}");

    public void Dispose() => File.Delete(Value);
}
