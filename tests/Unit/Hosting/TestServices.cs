using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TcpBackends.Hosting;
using TcpBackends.Hosting.Internal;

namespace TcpBackends.Tests.Unit.Hosting;

internal static class TestServices
{
    public static IConfigurationRoot Configuration(params (string Key, string? Value)[] entries) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(entries.Select(entry => KeyValuePair.Create(entry.Key, entry.Value)))
            .Build();

    public static IConfigurationRoot Json(string text)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        return new ConfigurationBuilder().AddJsonStream(stream).Build();
    }

    /// <summary>What the backends are constructed with, given a configuration.</summary>
    public static async Task<TcpBackendSettings> SettingsAsync(
        IConfiguration configuration, Action<IServiceCollection>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddTcpBackends(configuration);
        configure?.Invoke(services);
        await using ServiceProvider provider = services.BuildServiceProvider();
        return provider.CreateBackendSettings();
    }
}
