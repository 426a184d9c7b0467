using System.Diagnostics;
using System.Globalization;
using TcpBackends.Benchmarks.Compare.Load;
using TcpBackends.Benchmarks.Compare.Subjects;

namespace TcpBackends.Benchmarks.Compare.Workloads;

/// <summary>The subjects send, and this program receives.</summary>
internal abstract class SenderWorkload : Workload
{
    private const int BufferLength = 256 * 1024;

    // What is received before counts as warming up.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1.5);

    // It is ended before.
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(120);

    private readonly byte[] _buffer = new byte[BufferLength];

    protected abstract string Verb { get; }

    /// <summary>How many bytes must be there to wake the receiver.</summary>
    protected virtual int WakePer => 1;

    /// <summary>The bytes of one message on the wire.</summary>
    protected abstract int MessageLength { get; }

    /// <summary>The bytes in one of the unit.</summary>
    protected abstract double BytesPerValue { get; }

    public override Sample Measure(Variant variant, TimeSpan duration)
    {
        using Connection listener = Connection.Listen(out int port);
        using SubjectProcess sender = SubjectProcess.Start(
            Contenders.Get(variant.Contender),
            Verb,
            [
                "--to", port.ToString(CultureInfo.InvariantCulture),
                "--seconds", LongEnough.TotalSeconds.ToString(CultureInfo.InvariantCulture),
                .. OptionsOf(variant),
            ]);
        using Connection connection = listener.Accept();
        connection.WakePer(WakePer);
        Receive(connection, WarmUp);
        Sample sample = Watch(
            sender, BytesPerValue / MessageLength, () => Receive(connection, duration) / BytesPerValue);

        // Before the connection, whose end it would complain about.
        sender.End();
        return sample;
    }

    protected virtual IEnumerable<string> OptionsOf(Variant variant) => [];

    private double Receive(Connection connection, TimeSpan duration)
    {
        long start = Stopwatch.GetTimestamp();
        double bytes = 0;
        while (Stopwatch.GetElapsedTime(start) < duration)
        {
            int count = connection.Receive(_buffer);
            bytes += count > 0 ? count : throw new EndOfStreamException("The subject stopped too early.");
        }

        return bytes;
    }
}
