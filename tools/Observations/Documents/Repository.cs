namespace TcpBackends.Tools.Observations.Documents;

/// <summary>The repository that a program lies in.</summary>
internal sealed class Repository
{
    private Repository(string root) => Root = root;

    public string Root { get; }

    public static Repository Find(string start)
    {
        DirectoryInfo? directory = new(start);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Backends.sln")))
        {
            directory = directory.Parent;
        }

        return new Repository(
            directory?.FullName ?? throw new DirectoryNotFoundException($"{start} does not lie inside the repository."));
    }

    /// <summary>The text of a file of docs.</summary>
    public string Document(string name) => File.ReadAllText(Path.Combine(Root, "docs", name));
}
