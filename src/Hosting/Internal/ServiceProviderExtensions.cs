using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace TcpBackends.Hosting.Internal;

/// <summary>What the backends take from the container.</summary>
internal static class ServiceProviderExtensions
{
    public static ILoggerFactory GetLoggerFactory(this IServiceProvider provider) =>
        provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance;

    // The monitor's instance is the one that is validated when the host starts; IOptions would make another.
    public static TcpBackendsOptions GetTcpBackendsOptions(this IServiceProvider provider) =>
        provider.GetRequiredService<IOptionsMonitor<TcpBackendsOptions>>().CurrentValue;

    public static TcpBackendSettings CreateBackendSettings(this IServiceProvider provider)
    {
        TcpBackendsOptions options = provider.GetTcpBackendsOptions();
        return new TcpBackendSettings
        {
            ConnectDefaults = options.ConnectDefaults,
            ListenDefaults = options.ListenDefaults,
            TimeProvider = provider.GetService<TimeProvider>() ?? TimeProvider.System,
            LoggerFactory = provider.GetLoggerFactory(),
        };
    }
}
