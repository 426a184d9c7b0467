using TcpBackends.Benchmarks.Compare;

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

Comparison.Run(arguments);
return 0;
