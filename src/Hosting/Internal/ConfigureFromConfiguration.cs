using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace TcpBackends.Hosting.Internal;

/// <summary>Sets the options from the configuration, and notes every mistake for the validator.</summary>
internal sealed class ConfigureFromConfiguration(IConfiguration configuration, ILoggerFactory loggerFactory)
    : IConfigureOptions<TcpBackendsOptions>
{
    private static readonly List<TcpOption> ConnectOptions =
        [.. TcpOptions.All.Where(option => option != TcpOptions.Active && option.MayHaveDefault(TcpOptionUses.Connect))];

    private static readonly List<TcpOption> ListenOptions =
        [.. TcpOptions.All.Where(option => option != TcpOptions.Active && option.MayHaveDefault(TcpOptionUses.Listen))];

    private readonly ILogger _logger = loggerFactory.CreateLogger<TcpBackendsOptions>();

    public void Configure(TcpBackendsOptions options)
    {
        ConfigureBackend(configuration.GetSection("inet_backend"), options);
        List<string> errors = options.ConfigurationErrors;
        options.ConnectDefaults = new SocketOptionsReader(ConnectOptions, errors, _logger).Read(
            configuration.GetSection("inet_default_connect_options"), options.ConnectDefaults);
        options.ListenDefaults = new SocketOptionsReader(ListenOptions, errors, _logger).Read(
            configuration.GetSection("inet_default_listen_options"), options.ListenDefaults);
    }

    private static void ConfigureBackend(IConfigurationSection entry, TcpBackendsOptions options)
    {
        if (SelectedBackend.IsKnown(entry.Value) && !entry.HasChildren())
        {
            options.DefaultBackend = entry.Value;
        }
        else if (entry.Exists())
        {
            options.ConfigurationErrors.Add($"{entry.Describe()} (allowed: {SelectedBackend.Allowed})");
        }
    }
}
