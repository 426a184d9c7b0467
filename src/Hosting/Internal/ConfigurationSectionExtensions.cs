using Microsoft.Extensions.Configuration;

namespace TcpBackends.Hosting.Internal;

internal static class ConfigurationSectionExtensions
{
    public static bool HasChildren(this IConfigurationSection entry) => entry.GetChildren().Any();

    /// <summary>The full path of an entry and its value, for messages.</summary>
    public static string Describe(this IConfigurationSection entry) =>
        entry.HasChildren() ? $"{entry.Path} is a section"
        : entry.Value is null ? $"{entry.Path} is null"
        : $"{entry.Path} is '{entry.Value}'";
}
