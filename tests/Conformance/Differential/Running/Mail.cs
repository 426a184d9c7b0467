using TcpBackends.Framing;

namespace TcpBackends.Tests.Conformance.Differential.Running;

/// <summary>The two mailboxes of a side, the first of which is the socket's first owner, and what was told there.</summary>
internal sealed class Mail : IAsyncDisposable
{
    private readonly ITcpMailbox[] _owners;
    private readonly List<TcpMessage>[] _told = [[], []];

    public Mail(ITcpBackend backend) => _owners = [backend.CreateMailbox(), backend.CreateMailbox()];

    public ITcpMailbox First => _owners[0];

    public ITcpSocket Socket { get; set; } = null!;

    public IEnumerable<TcpMessage> Told => _told.SelectMany(messages => messages);

    public TcpResult HandOver(int by, int to) => _owners[by].HandOver(Socket, _owners[to]);

    /// <summary>Reads what has been told meanwhile.</summary>
    public void Collect()
    {
        for (int i = 0; i < _owners.Length; i++)
        {
            while (_owners[i].Messages.TryRead(out TcpMessage? message))
            {
                _told[i].Add(message);
            }
        }
    }

    public void Clear() => Array.ForEach(_told, messages => messages.Clear());

    /// <summary>What each was told; how a stream without packets was cut into pieces is up to the kernel.</summary>
    public string Describe(PacketType packet) =>
        string.Concat(_told.Select((messages, i) => messages.Count == 0 ? "" : $" {i}: {Describe(messages, packet)}"));

    public async ValueTask DisposeAsync()
    {
        foreach (ITcpMailbox owner in _owners)
        {
            await owner.DisposeAsync();
        }
    }

    private static string Describe(List<TcpMessage> messages, PacketType packet)
    {
        var words = new List<string>();
        var stream = new List<byte>();
        void EndStream()
        {
            if (stream.Count > 0)
            {
                words.Add($"{{tcp,{Observation.Describe([.. stream])}}}");
                stream.Clear();
            }
        }

        foreach (TcpMessage message in messages)
        {
            if (message is TcpDataMessage data && packet == PacketType.Raw)
            {
                stream.AddRange(data.Packet.Span);
                continue;
            }

            EndStream();
            words.Add(Describe(message));
        }

        EndStream();
        return string.Join(' ', words);
    }

    private static string Describe(TcpMessage message) =>
        message is TcpDataMessage { Packet: var packet } ? $"{{tcp,{Observation.Describe(packet.Span)}}}" : Harness.Mail.Words(message);
}
