namespace TcpBackends;

/// <summary>Counters of one socket. Erlang: <c>inet:getstat/1</c>.</summary>
/// <param name="ReceivedBytes">Bytes of the packets delivered, headers included. Erlang: <c>recv_oct</c>.</param>
/// <param name="ReceivedPackets">Packets delivered. Erlang: <c>recv_cnt</c>.</param>
/// <param name="SentBytes">Bytes of the packets handed to send, headers included. Erlang: <c>send_oct</c>.</param>
/// <param name="SentPackets">
/// Calls of send, those without data included; those that failed on the way on <c>inet</c> only. Erlang: <c>send_cnt</c>.
/// </param>
/// <param name="PendingBytes">
/// Bytes in the driver queue, accepted by send and not yet in the kernel; always 0 on <c>socket</c>. Erlang:
/// <c>send_pend</c>.
/// </param>
public readonly record struct TcpStatistics(
    long ReceivedBytes, long ReceivedPackets, long SentBytes, long SentPackets, long PendingBytes);
