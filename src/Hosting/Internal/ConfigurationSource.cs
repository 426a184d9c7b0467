using Microsoft.Extensions.Configuration;

namespace TcpBackends.Hosting.Internal;

/// <summary>Marks a configuration as registered: a second time it would override what came in between.</summary>
internal sealed record ConfigurationSource(IConfiguration Configuration);
