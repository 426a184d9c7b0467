using TcpBackends.Benchmarks.Compare;

const int Failed = 1;
const int Unusable = 2;

if (!CompareArguments.TryParse(args, out CompareArguments? arguments, out string? error))
{
    await Console.Error.WriteLineAsync($"{error}\n\n{CompareArguments.Usage}");
    return Unusable;
}

if (arguments.Help)
{
    Console.WriteLine(CompareArguments.Usage);
    return 0;
}

if (!OperatingSystem.IsLinux())
{
    await Console.Error.WriteLineAsync("The load generator needs Linux.");
    return Unusable;
}

try
{
    Comparison.Run(arguments);
    return 0;
}
catch (Exception exception)
    when (exception is IOException or InvalidOperationException or InvalidDataException or TimeoutException)
{
    // Caught, so that the subjects are ended.
    await Console.Error.WriteLineAsync(exception.ToString());
    return Failed;
}
