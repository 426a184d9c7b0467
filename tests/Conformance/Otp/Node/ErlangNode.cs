using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Diagnostics;
using TcpBackends.Tests.Conformance.Otp.Terms;

namespace TcpBackends.Tests.Conformance.Otp.Node;

/// <summary>
/// An Erlang node that makes calls for the tests: a child process, spoken to over its standard streams. It ends when its
/// input ends, hence also when this process is killed.
/// </summary>
internal sealed class ErlangNode : IDisposable
{
    private const int KeptLines = 40;

    private static readonly TimeSpan ExitLimit = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<long, NodeCall> _calls = [];
    private readonly ConcurrentQueue<string> _words = [];
    private readonly Lock _writing = new();
    private readonly Process _process;
    private readonly Thread _reader;
    private readonly TaskCompletionSource _wordsEnded = new();
    private NodeFailedException? _failure;
    private string? _reason;
    private long _lastId;

    private ErlangNode(Process process)
    {
        _process = process;
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginErrorReadLine();
        _reader = new Thread(ReadToEnd) { IsBackground = true, Name = "Erlang node" };
        _reader.Start();
    }

    /// <summary>How long it may take to see that a call waits, or to complete one that never waits.</summary>
    public TimeSpan AnswerLimit { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Whether it can be asked anything.</summary>
    public bool IsAlive => Volatile.Read(ref _failure) is null;

    /// <param name="codeDirectory">Where the compiled referee is.</param>
    public static ErlangNode Start(string codeDirectory)
    {
        ProcessStartInfo info = ErlangInstallation.Erl(
            "-noinput",
            "-boot", "start_clean",
            "-pa", codeDirectory,
            // Standard output belongs to the conversation.
            "-kernel", "logger", "[{handler,default,logger_std_h,#{config=>#{type=>standard_error}}}]",
            "+sbwt", "none", "+sbwtdcpu", "none", "+sbwtdio", "none",
            "-s", "referee");
        info.RedirectStandardInput = true;
        info.RedirectStandardOutput = true;
        info.RedirectStandardError = true;
        info.Environment["ERL_CRASH_DUMP_SECONDS"] = "0";
        return new ErlangNode(Process.Start(info)!);
    }

    /// <summary>
    /// Makes a request and blocks until the node has answered, or has seen that the call waits: from then on it is in the
    /// place where whatever comes next finds it. On the library's own backends this part of a call is synchronous, too.
    /// </summary>
    public NodeCall Begin(Term request)
    {
        var call = new NodeCall(Interlocked.Increment(ref _lastId), request);
        _calls[call.Id] = call;
        Send(Term.Tuple(call.Id, request));
        Require(call, NodeCallStage.Waits);
        return call;
    }

    /// <summary>Blocks until a call has been answered.</summary>
    public Term Complete(NodeCall call)
    {
        Require(call, NodeCallStage.Answered);
        return call.Result;
    }

    /// <summary>Kills the process that makes a call; the call is answered then, in one way or the other.</summary>
    public void Cancel(NodeCall call) => Complete(Begin(Term.Tuple(Term.Atom("cancel"), call.Id)));

    /// <summary>Ends the node; nobody waits for it any more.</summary>
    public void Dispose()
    {
        End();
        _process.Dispose();
    }

    /// <summary>Ends its input, as it ends when this process is killed, and waits for it.</summary>
    /// <returns>The status that it ends with of its own accord; null if it did not.</returns>
    public int? End()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended already, and took what was on its way with it.
        }

        bool hasEnded = _process.WaitForExit(ExitLimit);
        if (!hasEnded)
        {
            _process.Kill(entireProcessTree: true);
        }

        _reader.Join();
        return hasEnded ? _process.ExitCode : null;
    }

    private void Require(NodeCall call, NodeCallStage stage)
    {
        if (!call.Reaches(stage, AnswerLimit))
        {
            Break($"{call.Request} is not answered after {AnswerLimit.TotalSeconds} s");
        }
    }

    /// <summary>Ends a node that is of no use any more. Calls fail when it is gone and all its words have been read.</summary>
    private void Break(string reason)
    {
        Interlocked.CompareExchange(ref _reason, reason, null);
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _reader.Join();
    }

    private void Send(Term message)
    {
        var frame = new ArrayBufferWriter<byte>();
        frame.Write(stackalloc byte[sizeof(int)]);
        TermWriter.Write(frame, message);
        byte[] bytes = frame.WrittenSpan.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(bytes, bytes.Length - sizeof(int));
        try
        {
            lock (_writing)
            {
                Stream input = _process.StandardInput.BaseStream;
                input.Write(bytes);
                input.Flush();
            }
        }
        catch (IOException e)
        {
            // Mostly it is about to end, and then that is what there is to say.
            if (!_process.WaitForExit(ExitLimit))
            {
                Interlocked.CompareExchange(ref _reason, $"it does not read any more ({e.Message})", null);
            }

            Break($"it ended with status {_process.ExitCode}");
        }

        if (Volatile.Read(ref _failure) is { } failure)
        {
            FailCalls(failure);
        }
    }

    private void ReadToEnd()
    {
        try
        {
            Stream output = _process.StandardOutput.BaseStream;
            byte[] header = new byte[sizeof(int)];
            while (output.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length)
            {
                byte[] frame = new byte[BinaryPrimitives.ReadInt32BigEndian(header)];
                output.ReadExactly(frame);
                Handle(TermReader.Read(frame));
            }

            FailWhenEnded(kills: false);
        }
        catch (Exception e) when (e is IOException or FormatException or OverflowException or InvalidOperationException)
        {
            Interlocked.CompareExchange(ref _reason, $"it said what cannot be understood ({e.Message})", null);
            FailWhenEnded(kills: true);
        }
    }

    /// <summary>Its last words are complete when it has ended and they have been read to their end.</summary>
    private void FailWhenEnded(bool kills)
    {
        if (kills || !_process.WaitForExit(ExitLimit))
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit(ExitLimit);
        }

        _wordsEnded.Task.Wait(ExitLimit);
        Fail(Volatile.Read(ref _reason) ?? $"it ended with status {_process.ExitCode}");
    }

    private void Handle(Term message)
    {
        if (message is not TupleTerm { Items: [IntegerTerm id, var answer] })
        {
            throw new FormatException($"{message} is not an answer.");
        }

        if (answer.Is("pending"))
        {
            _calls.GetValueOrDefault((long)id.Value)?.Wait();
        }
        else if (_calls.TryRemove((long)id.Value, out NodeCall? call))
        {
            call.Complete(answer);
        }
    }

    private void Fail(string reason)
    {
        string words = string.Join('\n', _words);
        var failure = new NodeFailedException($"The Erlang node failed: {reason}. Its last words:\n{words}");
        FailCalls(Interlocked.CompareExchange(ref _failure, failure, null) ?? failure);
    }

    private void FailCalls(NodeFailedException failure)
    {
        foreach (long id in _calls.Keys)
        {
            if (_calls.TryRemove(id, out NodeCall? call))
            {
                call.Fail(failure);
            }
        }
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            _wordsEnded.TrySetResult();
            return;
        }

        _words.Enqueue(line);
        while (_words.Count > KeptLines)
        {
            _words.TryDequeue(out _);
        }
    }
}
