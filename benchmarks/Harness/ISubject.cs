using System.Net;

namespace TcpBackends.Benchmarks.Harness;

/// <summary>A way to use TCP from .NET that is measured: the same work, whoever does it.</summary>
public interface ISubject
{
    /// <summary>Sends every packet of type 4 back, in order, one send call a packet. Ends when cancelled.</summary>
    Task EchoAsync(SubjectCommand command, Action<IPEndPoint> ready, CancellationToken cancellationToken);

    /// <summary>Receives and forgets. Ends when cancelled.</summary>
    Task SinkAsync(SubjectCommand command, Action<IPEndPoint> ready, CancellationToken cancellationToken);

    /// <summary>Accepts connections and closes them at once. Ends when cancelled.</summary>
    Task AcceptCloseAsync(SubjectCommand command, Action<IPEndPoint> ready, CancellationToken cancellationToken);

    /// <summary>Connects and sends raw chunks, one awaited call a chunk, until cancelled; then closes.</summary>
    /// <returns>The number of chunks.</returns>
    Task<long> SendBulkAsync(SubjectCommand command, IPEndPoint to, CancellationToken cancellationToken);

    /// <summary>Connects and sends packets of type 4, one awaited call a packet, until cancelled; then closes.</summary>
    /// <returns>The number of packets.</returns>
    Task<long> SendSmallAsync(SubjectCommand command, IPEndPoint to, CancellationToken cancellationToken);
}
