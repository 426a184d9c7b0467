using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace TcpBackends.Hosting.Internal;

/// <summary>Reads a section whose keys are names of options.</summary>
internal sealed partial class SocketOptionsReader(
    IReadOnlyList<TcpOption> allowed, List<string> errors, ILogger logger)
{
    private readonly Dictionary<TcpOption, string> _keys = [];

    /// <summary>Sets what the section has, and leaves the rest as it is.</summary>
    public TcpSocketOptions Read(IConfigurationSection section, TcpSocketOptions options)
    {
        // An empty list, which is what OTP's default looks like, comes as empty text.
        if (!string.IsNullOrEmpty(section.Value))
        {
            errors.Add($"{section.Path} is '{section.Value}' (allowed: a section of options and their values)");
        }

        foreach (IConfigurationSection entry in section.GetChildren())
        {
            if (entry.Key.Equals("active", StringComparison.OrdinalIgnoreCase))
            {
                LogActiveIgnored(logger, entry.Path);
            }
            else
            {
                options = ReadOption(entry, options);
            }
        }

        return options;
    }

    [LoggerMessage(1, LogLevel.Debug, "{Key} is ignored, as in OTP: a socket's mode is for its owner to choose.")]
    private static partial void LogActiveIgnored(ILogger logger, string key);

    private TcpSocketOptions ReadOption(IConfigurationSection entry, TcpSocketOptions options)
    {
        TcpOption? option = TcpOptions.Find(entry.Key);
        if (option is null || !allowed.Contains(option))
        {
            errors.Add($"{entry.Describe()} (no such option here; allowed: {string.Join(", ", allowed)})");
        }
        else if (!_keys.TryAdd(option, entry.Key))
        {
            errors.Add($"{entry.Describe()} (the same option as {_keys[option]}; allowed: one of the two)");
        }
        else if (entry.HasChildren())
        {
            errors.Add($"{entry.Describe()} (allowed: {option.Allowed})");
        }
        else if (entry.Value is not null)
        {
            if (option.TryParse(entry.Value, options, out TcpSocketOptions? changed))
            {
                return changed;
            }

            errors.Add($"{entry.Describe()} (allowed: {option.Allowed})");
        }

        return options;
    }
}
