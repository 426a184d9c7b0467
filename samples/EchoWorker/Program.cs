using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TcpBackends.Hosting;
using TcpBackends.Samples.EchoWorker;

HostApplicationBuilder builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings
{
    Args = args,
    ContentRootPath = AppContext.BaseDirectory, // where appsettings.json is, wherever this was started
});

builder.Services.AddTcpBackends(builder.Configuration);
builder.Services.AddOptionsWithValidateOnStart<EchoOptions, EchoOptionsValidator>()
    .BindConfiguration(EchoOptions.Section);
builder.Services.AddHostedService<EchoService>();

await builder.Build().RunAsync();
