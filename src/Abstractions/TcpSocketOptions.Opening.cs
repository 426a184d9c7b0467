namespace TcpBackends;

/// <content>How a socket comes to be, where it is not simply opened.</content>
public sealed partial record TcpSocketOptions
{
    /// <summary>
    /// A descriptor of a stream socket that was opened elsewhere, 0 to 2,147,483,647, to be used instead of a new one. It is taken over when
    /// connect or listen succeeds, and then closed with the socket, also if its <see cref="Owner"/> has ended by then; until then, and after
    /// any error or exception, it is the caller's. It is bound to <see cref="LocalAddress"/>, <see cref="LocalPort"/> or
    /// <see cref="LocalPath"/> if one of them is given, but for port 0 alone, and is taken to be bound already if not; one that is connected
    /// is used as it is, whatever the destination says. One that listens is refused by connect (<c>eisconn</c>), and so is one that is
    /// connecting elsewhere (<c>ealready</c>), and goes on doing so. A family other than that of the call is refused. Not inherited. Default:
    /// none. Danger: nobody else may use it afterwards. Erlang: <c>fd</c>.
    /// </summary>
    /// <remarks>
    /// While it is used its calls do not block, which holds for its duplicates, too, in whatever process; and no child process inherits it
    /// (O_NONBLOCK and FD_CLOEXEC). A refused one has its own flags again (Linux; elsewhere it stays non-blocking), and does not stay connected,
    /// unless it is of the Unix domain; it stays bound if it was bound here, and its options stay as they were set.
    /// </remarks>
    public int? Descriptor { get; init; }

    /// <summary>
    /// The path of the network namespace in which the socket is opened, for instance <c>/run/netns/blue</c> (Linux; elsewhere <c>enotsup</c>).
    /// Names are still looked up in the namespace of this process. Needs privileges (<c>eperm</c>). With <see cref="Descriptor"/> it has no
    /// effect, as where <c>fd</c> comes last in OTP. Default: that of this process. Erlang: <c>netns</c>.
    /// </summary>
    public string? NetworkNamespace { get; init; }

    /// <summary>
    /// How a destination becomes addresses, and of which family the socket is; wins over <see cref="Family"/>. Default: one of
    /// <see cref="TcpAddressModules"/>, by the family. Erlang: <c>tcp_module</c>.
    /// </summary>
    public ITcpAddressModule? AddressModule { get; init; }
}
