using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using TcpBackends.DirectSocket;
using TcpBackends.Hosting.Internal;
using TcpBackends.InetDriver;

namespace TcpBackends.Hosting;

/// <summary>Adds the backends to a host.</summary>
/// <remarks>
/// <para>
/// Every overload registers three singletons of <see cref="ITcpBackend"/>: one keyed
/// <see cref="TcpBackendNames.Inet"/>, one keyed <see cref="TcpBackendNames.Socket"/>, and an unkeyed one that hands
/// each call to the backend named by its <see cref="TcpSocketOptions.Backend"/>, else to
/// <see cref="TcpBackendsOptions.DefaultBackend"/>. A registration that is there already stays. The backends use the
/// <see cref="TimeProvider"/> and the logger factory of the container, if it has them.
/// </para>
/// <para>
/// Calling again adds nothing but the new configuration or action. They apply in the order of the calls, and the last
/// word on an option counts. Mistakes are reported together, by one <see cref="OptionsValidationException"/>: when
/// the host starts, or without a host, when a backend is resolved.
/// </para>
/// <para>
/// A container without a host is best disposed asynchronously: the backend <c>inet</c> then waits, at most 5 s, until
/// it has sent what closed sockets left.
/// </para>
/// </remarks>
public static class TcpBackendsServiceCollectionExtensions
{
    /// <summary>Adds the backends, set up by the configuration.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">
    /// Has, at its root, the key <c>inet_backend</c> and the sections <c>inet_default_connect_options</c> and
    /// <c>inet_default_listen_options</c>, whose keys are the names of <see cref="TcpOptions"/>, Erlang's or .NET's.
    /// All are optional. <c>active</c> in the sections is ignored, as in OTP. Null leaves an option as it is. Values
    /// are texts or JSON numbers and booleans: <c>true</c>, <c>false</c>; bytes; milliseconds or <c>infinity</c> for
    /// <c>send_timeout</c> and <c>user_timeout</c>; seconds or <c>false</c> for <c>linger</c>, seconds for <c>keepidle</c> and
    /// <c>keepintvl</c>; <c>Level:Option:Value</c> for <c>raw</c>, the value in hexadecimal; <see cref="TcpOption.Allowed"/> says it of each.
    /// <c>fd</c> is not allowed. Erlang (kernel): the parameters of the same
    /// names.
    /// </param>
    /// <returns><paramref name="services"/>.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IServiceCollection AddTcpBackends(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        AddBackends(services);
        var source = new ConfigurationSource(configuration);
        if (!services.Any(service => source.Equals(service.ImplementationInstance)))
        {
            services.AddSingleton(source);
            services.AddSingleton<IConfigureOptions<TcpBackendsOptions>>(
                provider => new ConfigureFromConfiguration(configuration, provider.GetLoggerFactory()));
        }

        return services;
    }

    /// <summary>Adds the backends, set up by code.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Changes the options.</param>
    /// <returns><paramref name="services"/>.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IServiceCollection AddTcpBackends(
        this IServiceCollection services, Action<TcpBackendsOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        AddBackends(services);
        return services.Configure(configure);
    }

    /// <summary>Adds the backends, set up by the configuration and then by code.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">
    /// As in <see cref="AddTcpBackends(IServiceCollection, IConfiguration)"/>.
    /// </param>
    /// <param name="configure">Changes the options that the configuration gave.</param>
    /// <returns><paramref name="services"/>.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IServiceCollection AddTcpBackends(
        this IServiceCollection services, IConfiguration configuration, Action<TcpBackendsOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return services.AddTcpBackends(configuration).Configure(configure);
    }

    private static void AddBackends(IServiceCollection services)
    {
        if (services.Any(service => service.ImplementationType == typeof(TcpBackendsOptionsValidator)))
        {
            return;
        }

        services.AddOptionsWithValidateOnStart<TcpBackendsOptions, TcpBackendsOptionsValidator>();
        services.TryAddKeyedSingleton<ITcpBackend>(
            TcpBackendNames.Inet, (provider, _) => new InetDriverBackend(provider.CreateBackendSettings()));
        services.TryAddKeyedSingleton<ITcpBackend>(
            TcpBackendNames.Socket, (provider, _) => new DirectSocketBackend(provider.CreateBackendSettings()));
        services.TryAddSingleton<ITcpBackend>(provider => new SelectedBackend(
            provider.GetTcpBackendsOptions().DefaultBackend,
            provider.GetRequiredKeyedService<ITcpBackend>(TcpBackendNames.Inet),
            provider.GetRequiredKeyedService<ITcpBackend>(TcpBackendNames.Socket)));
    }
}
