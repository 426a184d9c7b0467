using System.Globalization;

namespace TcpBackends;

/// <summary>
/// How a socket delivers what it receives: by calls, or as messages to its owner, and how many. Erlang: the values of
/// <c>active</c>.
/// </summary>
/// <remarks>Manual: inet, <c>setopts/2</c>, <c>{active, true | false | once | -32768..32767}</c>.</remarks>
public readonly record struct TcpActive
{
    private TcpActive(TcpActiveMode mode, int count) => (Mode, Remaining) = (mode, count);

    /// <summary>Passive; the default value. Erlang: <c>false</c>.</summary>
    public static TcpActive False => default;

    /// <summary>Everything is a message. Danger: a fast sender fills the mailbox. Erlang: <c>true</c>.</summary>
    public static TcpActive True { get; } = new(TcpActiveMode.True, 0);

    /// <summary>The next packet is a message. Erlang: <c>once</c>.</summary>
    public static TcpActive Once { get; } = new(TcpActiveMode.Once, 0);

    /// <summary>The kind.</summary>
    public TcpActiveMode Mode { get; }

    /// <summary>With <see cref="TcpActiveMode.Count"/> the number of packets, otherwise 0.</summary>
    public int Remaining { get; }

    /// <summary>
    /// So many packets more: the number is added to what is left of an earlier one. Once nothing is left, which a negative
    /// number can bring about, the socket is passive and a <see cref="TcpPassiveMessage"/> tells so. Erlang: <c>N</c>.
    /// </summary>
    /// <param name="packets">-32768 to 32767; a sum above 32767 is <c>einval</c> and changes nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    public static TcpActive Count(int packets) => packets is >= short.MinValue and <= short.MaxValue
        ? new TcpActive(TcpActiveMode.Count, packets)
        : throw new ArgumentOutOfRangeException(nameof(packets), packets, "Allowed: -32768 to 32767.");

    /// <summary>As in Erlang.</summary>
    public override string ToString() => Mode switch
    {
        TcpActiveMode.True => "true",
        TcpActiveMode.Once => "once",
        TcpActiveMode.Count => Remaining.ToString(CultureInfo.InvariantCulture),
        _ => "false",
    };
}
