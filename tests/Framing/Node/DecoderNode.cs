using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics;
using TcpBackends.Tests.Conformance.Otp.Terms;

namespace TcpBackends.Tests.Framing.Node;

/// <summary>
/// A real Erlang node that decodes packets: a child process, spoken to over its standard streams. It ends when its
/// input ends, hence also when this process is killed.
/// </summary>
internal sealed class DecoderNode : IDisposable
{
    public const string HowToInstall =
        "Erlang/OTP is the referee of these tests and is not on the PATH: apt-get install erlang-base";

    // Compiles in the node itself: that saves the start of another one.
    private const string Start =
        "case compile:file(\"decoder\", [binary, return_errors]) of "
        + "{ok, M, B} -> {module, M} = code:load_binary(M, \"decoder\", B), M:start(); "
        + "E -> io:format(standard_error, \"~p~n\", [E]), halt(1) end.";

    private static readonly TimeSpan ExitLimit = TimeSpan.FromSeconds(5);

    private readonly Process _process;

    private DecoderNode(Process process) => _process = process;

    public static bool IsInstalled { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(directory => File.Exists(Path.Combine(directory, "erl")));

    /// <summary>Starts a node. Without Erlang/OTP the test is skipped, unless CI is true in the environment.</summary>
    public static DecoderNode StartOrSkip()
    {
        if (!IsInstalled && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Assert.Ignore(HowToInstall);
        }

        Assert.That(IsInstalled, HowToInstall);
        string[] arguments = ["-noinput", "-boot", "start_clean", "+S", "1", "-eval", Start];
        var info = new ProcessStartInfo("erl", arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = Path.Combine(AppContext.BaseDirectory, "Node"),
        };
        info.Environment["ERL_CRASH_DUMP_SECONDS"] = "0";
        return new DecoderNode(Process.Start(info)!);
    }

    /// <summary>Asks for the answers to several requests at once.</summary>
    public async Task<IReadOnlyList<Term>> AskAsync(IEnumerable<Term> requests, CancellationToken token)
    {
        var frame = new ArrayBufferWriter<byte>();
        frame.Write(new byte[sizeof(int)]);
        TermWriter.Write(frame, Term.List(requests));
        byte[] bytes = frame.WrittenSpan.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(bytes, bytes.Length - sizeof(int));
        Stream input = _process.StandardInput.BaseStream;
        await input.WriteAsync(bytes, token);
        await input.FlushAsync(token);

        Stream output = _process.StandardOutput.BaseStream;
        byte[] header = new byte[sizeof(int)];
        await output.ReadExactlyAsync(header, token);
        byte[] answer = new byte[BinaryPrimitives.ReadInt32BigEndian(header)];
        await output.ReadExactlyAsync(answer, token);
        return ((ListTerm)TermReader.Read(answer)).Items;
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(ExitLimit))
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }
}
