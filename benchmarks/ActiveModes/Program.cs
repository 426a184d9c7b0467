using System.Diagnostics;
using System.Globalization;
using TcpBackends;
using TcpBackends.Benchmarks.ActiveModes;

const string Usage = """
    Usage: ActiveModes [MESSAGES [ROUNDS]], by default 1000000 3
    Receives messages of 100 bytes with packet 4 on one connection, in {active, once}, {active, 100} and {active, true}: both backends,
    and gen_tcp of a real Erlang node (needs erl and erlc). Medians of interleaved rounds, one process at a time.
    """;

if (args is ["--receive", var backend, var receiveMode])
{
    await Receiver.RunAsync(backend, receiveMode);
    return 0;
}

long messages = 1_000_000;
int rounds = 3;
if (args.Length > 2
    || (args.Length > 0 && !long.TryParse(args[0], NumberStyles.None, CultureInfo.InvariantCulture, out messages))
    || (args.Length > 1 && !int.TryParse(args[1], NumberStyles.None, CultureInfo.InvariantCulture, out rounds))
    || messages < 1000
    || messages % 1000 != 0
    || rounds < 1)
{
    Console.Error.WriteLine(Usage);
    return 2;
}

string[] modes = ["once", "100", "true"];
string code = AppContext.BaseDirectory;
using (Process compiler = Process.Start("erlc", ["-o", code, Path.Combine(code, "active_modes.erl")]))
{
    await compiler.WaitForExitAsync();
    if (compiler.ExitCode != 0)
    {
        return 1;
    }
}

Subject Ours(string name) => new(
    name, mode => new ProcessStartInfo(Environment.ProcessPath!, ["--receive", name, mode]));
Subject Otp(string name) => new(
    $"OTP {name}",
    mode => new ProcessStartInfo("erl", ["-noinput", "-pa", code, "-run", "active_modes", "main", "-extra", name, mode]));
Subject[] subjects =
[
    Ours(TcpBackendNames.Inet), Otp(TcpBackendNames.Inet), Ours(TcpBackendNames.Socket), Otp(TcpBackendNames.Socket),
];

using CancellationTokenSource limit = new(TimeSpan.FromMinutes(20));
var results = new Dictionary<(string Subject, string Mode), List<Measurement>>();
for (int round = 0; round < rounds; round++)
{
    foreach (string mode in modes)
    {
        foreach (Subject subject in subjects)
        {
            Measurement measured = await subject.MeasureAsync(mode, messages, limit.Token);
            if (!results.TryGetValue((subject.Name, mode), out List<Measurement>? list))
            {
                results[(subject.Name, mode)] = list = [];
            }

            list.Add(measured);
        }
    }
}

Console.WriteLine($"{messages} messages of {Subject.MessageSize} bytes, packet 4, one connection; medians of {rounds} rounds");
Console.WriteLine($"{"active",-8}{"",-12}{"messages/s",14}{"CPU us/message",18}");
foreach (string mode in modes)
{
    foreach (Subject subject in subjects)
    {
        List<Measurement> list = results[(subject.Name, mode)];
        Console.WriteLine(
            $"{mode,-8}{subject.Name,-12}{Median(list, item => item.MessagesPerSecond),14:N0}"
            + $"{Median(list, item => item.CpuMicrosecondsPerMessage),18:F2}");
    }
}

return 0;

static double Median(List<Measurement> measurements, Func<Measurement, double> figure) =>
    measurements.Select(figure).Order().ElementAt(measurements.Count / 2);
