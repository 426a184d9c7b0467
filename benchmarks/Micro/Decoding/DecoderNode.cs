using System.Diagnostics;
using System.Globalization;

namespace TcpBackends.Benchmarks.Micro.Decoding;

/// <summary>A real Erlang node that decodes; it keeps the time itself, too.</summary>
internal sealed class DecoderNode : IDisposable
{
    private static readonly string Modules = Path.Combine(AppContext.BaseDirectory, "Otp");

    private readonly Process _process;
    private readonly string _file;
    private readonly List<double> _nanoseconds = [];

    private DecoderNode(Process process, string file) => (_process, _file) = (process, file);

    public static DecoderNode Start(string type, byte[] bytes)
    {
        using (Process compiler = Process.Start("erlc", ["-o", Modules, .. Directory.GetFiles(Modules, "*.erl")]))
        {
            compiler.WaitForExit();
        }

        string file = Path.GetTempFileName();
        File.WriteAllBytes(file, bytes);
        string[] arguments =
            ["-noinput", "-boot", "start_clean", "-pa", Modules, "-run", "decoder_loop", "main", "-extra", type, file];
        var info = new ProcessStartInfo("erl", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        info.Environment["ERL_CRASH_DUMP_SECONDS"] = "0";
        return new DecoderNode(Process.Start(info)!, file);
    }

    /// <summary>One pass over the bytes.</summary>
    /// <returns>The packets.</returns>
    public long Decode()
    {
        _process.StandardInput.WriteLine();
        string[] answer = (_process.StandardOutput.ReadLine() ?? throw new EndOfStreamException("The node has ended.")).Split(' ');
        double packets = double.Parse(answer[0], CultureInfo.InvariantCulture);
        _nanoseconds.Add(1000 * double.Parse(answer[1], CultureInfo.InvariantCulture) / packets);
        return (long)packets;
    }

    public void Dispose()
    {
        _nanoseconds.Sort();
        Console.WriteLine($"// By the node's own clock: {_nanoseconds[_nanoseconds.Count / 2]:F1} ns a packet (median).");
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
        File.Delete(_file);
    }
}
