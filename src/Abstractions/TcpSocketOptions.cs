using System.Net;
using TcpBackends.Framing;

namespace TcpBackends;

/// <summary>
/// The options of a new connection or listener: gen_tcp's <c>connect_option()</c> and <c>listen_option()</c>.
/// Immutable; a property that is null has the value of the configured defaults, else the backend's default. Accepted
/// sockets inherit the listener's.
/// </summary>
/// <remarks>
/// Values out of range make connect and listen throw <see cref="ArgumentException"/>, as gen_tcp exits with badarg.
/// What the operating system refuses is its error on <c>socket</c>; on <c>inet</c> it is ignored or, for about half of the
/// options, an exception of connect and <c>einval</c> of listen (<see cref="TcpOptionHandling"/>). At run time the options
/// are read and changed with the keys of <see cref="TcpOptions"/>. Manual: gen_tcp, <c>connect/3</c>, <c>listen/2</c>;
/// inet, <c>setopts/2</c>, under the Erlang names.
/// </remarks>
public sealed partial record TcpSocketOptions
{
    /// <summary>Nothing set: every option has its default.</summary>
    public static TcpSocketOptions Default { get; } = new();

    /// <summary>
    /// What OTP has by default and this library has not: data as lists, and messages to the owner, also where nobody gave one. All other
    /// defaults are OTP's anyway, backend by backend.
    /// </summary>
    public static TcpSocketOptions Otp { get; } = new() { Mode = TcpMode.List, Active = TcpActive.True };

    /// <summary>
    /// What most services want: small packets are sent at once, idle connections are probed, a peer that takes nothing for 30 s loses its
    /// connection, 1024 connections may wait for accept, and 64 KiB are read at once. On a Unix-domain socket of <c>socket</c> leave
    /// <see cref="NoDelay"/> out: <c>Server with { NoDelay = null }</c>.
    /// </summary>
    public static TcpSocketOptions Server { get; } = new()
    {
        NoDelay = true,
        KeepAlive = true,
        Backlog = 1024,
        Buffer = 64 * 1024,
        SendTimeout = TimeSpan.FromSeconds(30),
        SendTimeoutClose = true,
    };

    /// <summary>
    /// Which backend carries the call out, one of <see cref="TcpBackendNames"/>; wins over the host's
    /// <c>inet_backend</c>. A backend that is called directly accepts only its own name. Default: the backend that is
    /// called. Erlang: <c>inet_backend</c>.
    /// </summary>
    public string? Backend { get; init; }

    /// <summary>
    /// Who gets the messages of the socket, and closes it by ending. Default: a mailbox of its own, made when it is asked for:
    /// <see cref="ITcpOwned.Owner"/>. Not a setting of configuration. Erlang: the calling process.
    /// </summary>
    public ITcpMailbox? Owner { get; init; }

    /// <summary>
    /// Whether received data becomes messages to the owner, and how many. Default: true with an <see cref="Owner"/>, as in OTP,
    /// and false without, since nobody might read them. Ignored in configured defaults, as in OTP. Erlang: <c>active</c>.
    /// </summary>
    public TcpActive? Active { get; init; }

    /// <summary>
    /// The shape of delivered data. Default: binary, other than in OTP. No effect on HTTP packets. Erlang: <c>mode</c>.
    /// </summary>
    public TcpMode? Mode { get; init; }

    /// <summary>
    /// How many bytes at the front of each packet are delivered as its header, 0 to 2,147,483,647: see
    /// <see cref="TcpPacket.HeaderLength"/>. Default: 0. Erlang: <c>header</c>.
    /// </summary>
    public int? Header { get; init; }

    /// <summary>The shape of messages with data. Default: term. Erlang: <c>deliver</c>.</summary>
    public TcpDeliver? Deliver { get; init; }

    /// <summary>
    /// The address family. Default: that of the destination or of <see cref="LocalAddress"/> or
    /// <see cref="LocalPath"/>, else IPv4. Erlang: <c>inet</c>, <c>inet6</c>, <c>local</c>.
    /// </summary>
    public TcpAddressFamily? Family { get; init; }

    /// <summary>
    /// The local interface to connect from or to listen on. Default: any. One of another family than the destination is
    /// <c>eafnosupport</c>, one of another host <c>eaddrnotavail</c>. Erlang: <c>ip</c> or <c>ifaddr</c>.
    /// </summary>
    public IPAddress? LocalAddress { get; init; }

    /// <summary>
    /// The local port, 0 to 65535. Default: 0, assigned by the system; wins over listen's port. One in use is
    /// <c>eaddrinuse</c>. Erlang: <c>port</c>.
    /// </summary>
    public int? LocalPort { get; init; }

    /// <summary>
    /// The path of the local Unix-domain socket, 1 to 107 bytes in UTF-8; a leading NUL makes it abstract (Linux).
    /// Closing does not remove the file, and a path that exists is <c>eaddrinuse</c>. Default: none. Erlang:
    /// <c>{ifaddr, {local, Path}}</c>.
    /// </summary>
    public string? LocalPath { get; init; }

    /// <summary>
    /// Listen only: how many connections the kernel keeps until they are accepted, 0 to 65535; the kernel has a bound
    /// of its own. Connect ignores it. Default: 5. Erlang: <c>backlog</c>.
    /// </summary>
    public int? Backlog { get; init; }

    /// <summary>
    /// How the stream is cut into packets. Changing it cuts anew what was read ahead; with <c>http</c> on <c>socket</c>
    /// it also begins with a first line again, while <c>inet</c> remembers that it was among header fields. Sending adds
    /// a length with 1, 2 and 4, nothing with the others. Default: raw. Erlang: <c>packet</c>.
    /// </summary>
    public PacketType? Packet { get; init; }

    /// <summary>
    /// The largest payload that is received as one packet, in bytes, 0 to 2,147,483,647; 0: no limit. A larger one is
    /// <c>emsgsize</c>. Does not limit sending. Default: 0 on <c>inet</c>, 67,108,864 on <c>socket</c>. Danger: without
    /// a limit the peer decides how much memory a packet takes. Erlang: <c>packet_size</c>.
    /// </summary>
    public int? PacketSize { get; init; }

    /// <summary>
    /// The byte that ends a line with packet line, 0 to 255. Connect and run time only: listen refuses it, as in OTP.
    /// Default: 10, newline. On <c>inet</c> it cannot be read back (<c>einval</c>). Erlang: <c>line_delimiter</c>.
    /// </summary>
    public byte? LineDelimiter { get; init; }

    /// <summary>
    /// How much one receive with packet raw and length 0 returns at most, and how much is read at once, in bytes, 1 to
    /// 67,108,864. Default: 1460 on <c>inet</c> (or <see cref="ReceiveBuffer"/>, if that is set and larger), 8192 on
    /// <c>socket</c>. Erlang: <c>buffer</c>.
    /// </summary>
    public int? Buffer { get; init; }

    /// <summary>
    /// The kernel's receive buffer, in bytes (SO_RCVBUF), 0 to 2,147,483,647. Linux doubles it and applies its own
    /// bounds. Default: the system's. Erlang: <c>recbuf</c>.
    /// </summary>
    public int? ReceiveBuffer { get; init; }

    /// <summary>
    /// The kernel's send buffer, in bytes (SO_SNDBUF), 0 to 2,147,483,647. Linux doubles it and applies its own bounds.
    /// Default: the system's. Erlang: <c>sndbuf</c>.
    /// </summary>
    public int? SendBuffer { get; init; }

    /// <summary>
    /// Sends small packets at once (TCP_NODELAY). Default: false. On a Unix-domain socket ignored on <c>inet</c>,
    /// <c>enotsup</c> on <c>socket</c>. Erlang: <c>nodelay</c>.
    /// </summary>
    public bool? NoDelay { get; init; }

    /// <summary>Probes an idle connection (SO_KEEPALIVE). Default: false. Erlang: <c>keepalive</c>.</summary>
    public bool? KeepAlive { get; init; }

    /// <summary>
    /// Lets a listener take a port on which earlier connections still exist (SO_REUSEADDR, and nothing more). Default:
    /// false. No effect on Windows, where it would let other programs steal the port. Erlang: <c>reuseaddr</c>.
    /// </summary>
    public bool? ReuseAddress { get; init; }

    /// <summary>
    /// What closing does with unsent data (SO_LINGER): 0 to 65535 seconds of waiting, or nothing. Default: off. Danger:
    /// 0 seconds discard it and reset the connection. Erlang: <c>linger</c>.
    /// </summary>
    public TcpLinger? Linger { get; init; }

    /// <summary>
    /// How long one send may wait, 0 to 4,294,967,294 ms, or <see cref="Timeout.InfiniteTimeSpan"/>. Default: infinite.
    /// Danger: after it the data is still queued on <c>inet</c>, and cut short on <c>socket</c>; see
    /// <see cref="TcpSendResult.RestData"/>. Erlang: <c>send_timeout</c>.
    /// </summary>
    public TimeSpan? SendTimeout { get; init; }

    /// <summary>
    /// Closes the socket when <see cref="SendTimeout"/> runs out. Default: false. Danger: what was not sent is lost.
    /// Erlang: <c>send_timeout_close</c>.
    /// </summary>
    public bool? SendTimeoutClose { get; init; }

    /// <summary>
    /// The size of the driver queue, in bytes, from which a send waits, 0 to 2,147,483,647; <see cref="LowWatermark"/>
    /// is lowered to it if it is larger. Default: 8192. Only <c>inet</c> has a queue; <c>socket</c> ignores it. Erlang:
    /// <c>high_watermark</c>.
    /// </summary>
    public int? HighWatermark { get; init; }

    /// <summary>
    /// The size of the driver queue, in bytes, to which it must fall until a waiting send returns, 0 to 2,147,483,647;
    /// <see cref="HighWatermark"/> is raised to it if it is smaller. Default: 4096. Only <c>inet</c> has a queue;
    /// <c>socket</c> ignores it. Erlang: <c>low_watermark</c>.
    /// </summary>
    public int? LowWatermark { get; init; }

    /// <summary>
    /// A bound of the messages to the driver, in bytes, 1 to 2,147,483,647; <see cref="LowMessageQueueWatermark"/> is lowered to it
    /// if it is larger. Here callers and not messages wait, so it has no effect. Default: 8192. <c>socket</c> does not have it. Erlang:
    /// <c>high_msgq_watermark</c>.
    /// </summary>
    public int? HighMessageQueueWatermark { get; init; }

    /// <summary>
    /// The other bound, in bytes, 1 to 2,147,483,647; <see cref="HighMessageQueueWatermark"/> is raised to it if it is smaller. No effect
    /// either. Default: 4096. <c>socket</c> does not have it. Erlang: <c>low_msgq_watermark</c>.
    /// </summary>
    public int? LowMessageQueueWatermark { get; init; }

    /// <summary>
    /// Queues every send and writes what has gathered in one go. Default: false. Only <c>inet</c> does so;
    /// <c>socket</c> ignores it. Erlang: <c>delay_send</c>.
    /// </summary>
    public bool? DelaySend { get; init; }

    /// <summary>
    /// On <c>inet</c>, whether the end of the peer's stream, once received, closes the socket for sending too. Set it
    /// to false to go on sending to a peer that has shut down its sending side. Default: true. No effect on
    /// <c>socket</c>, where sending always remains possible, as in OTP. Erlang: <c>exit_on_close</c>.
    /// </summary>
    public bool? ExitOnClose { get; init; }

    /// <summary>
    /// Reports a reset by the peer as <c>econnreset</c> instead of <c>closed</c>. The end of the stream is
    /// <c>closed</c> in any case. Default: false. Erlang: <c>show_econnreset</c>.
    /// </summary>
    public bool? ShowEconnreset { get; init; }

    /// <summary>
    /// These options, with what they leave out taken from <paramref name="defaults"/>, except <see cref="Backend"/>,
    /// <see cref="Owner"/> and <see cref="Active"/>. Of <see cref="Raw"/> both are there, those of the defaults first.
    /// </summary>
    /// <param name="defaults">For instance those of <c>inet_default_connect_options</c>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="defaults"/> is null.</exception>
    public TcpSocketOptions WithDefaults(TcpSocketOptions defaults)
    {
        ArgumentNullException.ThrowIfNull(defaults);
        TcpSocketOptions merged = this;
        foreach (TcpOption option in TcpOptions.All)
        {
            merged = option == TcpOptions.Active ? merged : option.FillFrom(merged, defaults);
        }

        return Raw is null || defaults.Raw is null ? merged : merged with { Raw = [.. defaults.Raw, .. Raw] };
    }

    /// <summary>Checks every value against its range.</summary>
    /// <exception cref="ArgumentException">
    /// A value is out of range; the message names the option, the value and what is allowed.
    /// </exception>
    public void Validate()
    {
        foreach (TcpOption option in TcpOptions.All)
        {
            if (option.FindError(this) is { } error)
            {
                throw new ArgumentException(error);
            }
        }
    }
}
