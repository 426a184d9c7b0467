using System.Buffers.Binary;

namespace TcpBackends.Samples.FastCgiResponder;

/// <summary>A connection from the web server, which sends one request at a time on it.</summary>
internal sealed class Session(ITcpSocket socket)
{
    private const ushort ResponderRole = 1;
    private const byte KeepConnection = 1;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private Request? _request;

    private enum Status : byte
    {
        Complete = 0,
        CannotMultiplex = 1,
        UnknownRole = 3,
    }

    /// <summary>Runs until the connection ends. Stopping ends the wait for a request, but not the answer to one.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            bool goOn = true;
            while (goOn)
            {
                TcpResult<TcpPacket> received = _request is null
                    ? await socket.ReceiveAsync(cancellationToken: stop)
                    : await socket.ReceiveAsync(timeout: Pause, cancellationToken: CancellationToken.None);
                goOn = received.IsOk && await HandleAsync(Record.Parse(received.Value.Memory));
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // No request has begun, so the web server loses nothing.
        }
    }

    private async Task<bool> HandleAsync(Record record)
    {
        if (record.RequestId == 0)
        {
            return await ManageAsync(record);
        }

        if (record.Type == RecordType.BeginRequest)
        {
            return await BeginAsync(record);
        }

        // Of a request that was refused, or is over.
        if (_request is null || _request.Id != record.RequestId)
        {
            return true;
        }

        switch (record.Type)
        {
            case RecordType.Params:
                return _request.AddParams(record.Content.Span);
            case RecordType.Stdin when record.Content.IsEmpty:
                return await EndAsync(_request, Page.Of(_request, socket.BackendName));
            case RecordType.Stdin:
                _request.AddBody(record.Content.Length);
                return true;
            case RecordType.AbortRequest:
                return await EndAsync(_request, []);
            default:
                return true;
        }
    }

    private async Task<bool> BeginAsync(Record record)
    {
        if (record.Content.Length < 3)
        {
            return false;
        }

        ReadOnlyMemory<byte> content = record.Content;
        ushort role = BinaryPrimitives.ReadUInt16BigEndian(content.Span);
        if (_request is not null || role != ResponderRole)
        {
            return await SendAsync(EndOf(record.RequestId, _request is null ? Status.UnknownRole : Status.CannotMultiplex));
        }

        _request = new Request(record.RequestId, (content.Span[2] & KeepConnection) != 0);
        return true;
    }

    private async Task<bool> EndAsync(Request request, byte[] output)
    {
        _request = null;
        List<Record> records = [];
        for (int start = 0; start < output.Length; start += Record.LargestContent)
        {
            int length = Math.Min(Record.LargestContent, output.Length - start);
            records.Add(new Record(RecordType.Stdout, request.Id, output.AsMemory(start, length)));
        }

        records.Add(new Record(RecordType.Stdout, request.Id, default));
        records.Add(EndOf(request.Id, Status.Complete));
        return await SendAsync([.. records]) && request.KeepConnection;
    }

    /// <summary>Answers a question about this program itself.</summary>
    private Task<bool> ManageAsync(Record record) => record.Type == RecordType.GetValues
        ? SendAsync(new Record(RecordType.GetValuesResult, 0, NameValues.Write("FCGI_MPXS_CONNS", "0")))
        : SendAsync(new Record(RecordType.UnknownType, 0, new byte[] { (byte)record.Type, 0, 0, 0, 0, 0, 0, 0 }));

    private static Record EndOf(ushort id, Status status) =>
        new(RecordType.EndRequest, id, new byte[] { 0, 0, 0, 0, (byte)status, 0, 0, 0 });

    /// <summary>Sends records as one message; sending adds nothing to it.</summary>
    private async Task<bool> SendAsync(params Record[] records)
    {
        using var message = new MemoryStream();
        foreach (Record record in records)
        {
            record.WriteTo(message);
        }

        return (await socket.SendAsync(message.ToArray())).IsOk;
    }
}
