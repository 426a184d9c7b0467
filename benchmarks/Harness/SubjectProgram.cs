using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace TcpBackends.Benchmarks.Harness;

/// <summary>Runs a verb, and says what came of it. Ends on SIGINT and SIGTERM.</summary>
public static class SubjectProgram
{
    private const int Failed = 1;
    private const int Unusable = 2;

    /// <summary>The program of a subject.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="arguments">How it is read.</param>
    /// <param name="create">Makes the subject of the name given.</param>
    /// <param name="decode">Decodes, if the program can; answers with the line to print.</param>
    /// <returns>The exit status.</returns>
    public static async Task<int> RunAsync(
        string[] args,
        SubjectArguments arguments,
        Func<string, ISubject> create,
        Func<SubjectCommand, string>? decode = null)
    {
        if (args is ["--help" or "-h"])
        {
            Console.WriteLine(arguments.Usage);
            return 0;
        }

        if (!arguments.TryParse(args, out SubjectCommand? command, out string? error))
        {
            return Complain($"{error}\n\n{arguments.Usage}");
        }

        if (command.Verb == SubjectVerb.Decode && decode is null)
        {
            return Complain($"{command.Name} has no decoder.");
        }

        using var stop = new CancellationTokenSource();
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

        // A send to a peer that does not read cannot be ended in any other way.
        using var limit = new Timer(static _ => Environment.Exit(Failed));
        if (command.MaxSeconds > 0)
        {
            limit.Change(TimeSpan.FromSeconds(command.MaxSeconds), Timeout.InfiniteTimeSpan);
        }

        try
        {
            if (command.Verb == SubjectVerb.Decode)
            {
                Console.WriteLine(decode!(command));
            }
            else
            {
                await RunAsync(create(command.Name), command, stop.Token);
            }

            return 0;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception exception)
            when (exception is IOException or InvalidDataException or NotSupportedException or SocketException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return Failed;
        }

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }

    private static Task RunAsync(ISubject subject, SubjectCommand command, CancellationToken stop) => command.Verb switch
    {
        SubjectVerb.Echo => subject.EchoAsync(command, SayReady, stop),
        SubjectVerb.Sink => subject.SinkAsync(command, SayReady, stop),
        SubjectVerb.AcceptClose => subject.AcceptCloseAsync(command, SayReady, stop),
        SubjectVerb.SendBulk => SendAsync(subject.SendBulkAsync, SubjectCommand.BulkSize, command, stop),
        _ => SendAsync(subject.SendSmallAsync, SubjectCommand.SmallSize, command, stop),
    };

    private static async Task SendAsync(
        Func<SubjectCommand, IPEndPoint, CancellationToken, Task<long>> send,
        int defaultSize,
        SubjectCommand command,
        CancellationToken stop)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        end.CancelAfter(TimeSpan.FromSeconds(command.Seconds));
        command = command with { Size = command.Size ?? defaultSize };
        long start = Stopwatch.GetTimestamp();
        long messages = await send(command, new IPEndPoint(IPAddress.Loopback, command.To), end.Token);
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            messages,
            bytes = messages * command.Size,
            seconds = Stopwatch.GetElapsedTime(start).TotalSeconds,
        }));
    }

    private static void SayReady(IPEndPoint endPoint)
    {
        Console.WriteLine($"READY {endPoint.Port}");
        Console.Out.Flush();
    }

    private static int Complain(string message)
    {
        Console.Error.WriteLine(message);
        return Unusable;
    }
}
