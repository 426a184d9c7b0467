using TcpBackends.DirectSocket;
using TcpBackends.InetDriver;
using TcpBackends.Samples.BackendDifferences;

if (!Arguments.TryParse(args, out Arguments? arguments, out string? error))
{
    Console.Error.WriteLine(error);
    Console.Error.WriteLine("Try --help.");
    return ExitCode.BadArguments;
}

if (arguments.Help)
{
    Console.WriteLine(Arguments.Usage);
    return ExitCode.Agrees;
}

using Watchdog watchdog = new();
if (arguments.Example)
{
    await Example.RunAsync();
    await Example.ReadMessagesAsync();
    return ExitCode.Agrees;
}

await using InetDriverBackend inet = new();
await using DirectSocketBackend socket = new();
Observer observer = new(inet, socket);
List<Finding> findings = [];
foreach (IDifference difference in Catalogue.All.Where(d => !d.NeedsLinux || OperatingSystem.IsLinux()))
{
    findings.Add(await observer.ObserveAsync(difference, watchdog.Token));
}

TablePrinter.Print(findings, Catalogue.All.Count - findings.Count);
if (arguments.JsonFile is { } file)
{
    try
    {
        await JsonReport.WriteAsync(file, findings, watchdog.Token);
    }
    catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
    {
        Console.Error.WriteLine($"Cannot write {file}: {exception.Message}");
        return ExitCode.BadArguments;
    }
}

return findings.TrueForAll(finding => finding.Agrees) ? ExitCode.Agrees : ExitCode.Disagrees;
