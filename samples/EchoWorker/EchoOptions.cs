using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace TcpBackends.Samples.EchoWorker;

internal sealed class EchoOptions
{
    public const string Section = "EchoWorker";

    /// <summary>The port to listen on; 0: the system assigns one.</summary>
    [Range(0, 65535)]
    public int Port { get; set; } = 5678;

    /// <summary>How many workers accept connections, and so how many clients are served at the same time.</summary>
    [Range(1, 1024)]
    public int Acceptors { get; set; } = 4;
}

[OptionsValidator]
internal sealed partial class EchoOptionsValidator : IValidateOptions<EchoOptions>;
