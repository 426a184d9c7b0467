namespace TcpBackends;

/// <summary>
/// Why an operation failed: the <c>Reason</c> of gen_tcp's <c>{error, Reason}</c>. The Erlang atom of each value is
/// what <see cref="TcpErrorExtensions.ToAtom"/> returns: the name in lower case.
/// </summary>
/// <remarks>
/// POSIX values mean what they mean in the operating system, whatever number the platform gives them. Manual: inet,
/// POSIX Error Codes.
/// </remarks>
public enum TcpError
{
    /// <summary>No error: Erlang's <c>ok</c>.</summary>
    None = 0,

    /// <summary>The socket or listener is closed, by this side or by the peer. gen_tcp: every function.</summary>
    Closed,

    /// <summary>
    /// Nothing was done within the time allowed. gen_tcp: accept, connect, recv, and send with <c>send_timeout</c>.
    /// </summary>
    Timeout,

    /// <summary>Another mailbox owns the socket. gen_tcp: controlling_process.</summary>
    NotOwner,

    /// <summary>The new owner has ended. gen_tcp: controlling_process.</summary>
    BadArg,

    /// <summary>The host name has no address of the family asked for. gen_tcp: connect.</summary>
    NxDomain,

    /// <summary>
    /// The option has no value on this kind of socket. Erlang's <c>getopts</c> leaves such an option out of its answer;
    /// this value stands for that omission, and Erlang has no atom for it.
    /// </summary>
    NotAvailable,

    /// <summary>Permission denied.</summary>
    EAcces,

    /// <summary>The address is in use.</summary>
    EAddrInUse,

    /// <summary>The address does not belong to this host.</summary>
    EAddrNotAvail,

    /// <summary>The address family is not supported, or does not fit the socket.</summary>
    EAfNoSupport,

    /// <summary>
    /// The operation would block. Returned only by connect to a Unix-domain listener whose backlog is full.
    /// </summary>
    EAgain,

    /// <summary>
    /// Another operation of the same kind is already waiting. gen_tcp: a second concurrent <c>recv</c> on <c>inet</c>.
    /// </summary>
    EAlready,

    /// <summary>Bad descriptor. gen_tcp: names of an <c>inet</c> socket whose descriptor is gone.</summary>
    EBadF,

    /// <summary>The peer gave the connection up before it was accepted.</summary>
    EConnAborted,

    /// <summary>Nobody listens at the address.</summary>
    EConnRefused,

    /// <summary>
    /// The peer reset the connection. Reported only with <c>show_econnreset</c>, otherwise <see cref="Closed"/>.
    /// </summary>
    EConnReset,

    /// <summary>The socket needs a destination address.</summary>
    EDestAddrReq,

    /// <summary>The file exists.</summary>
    EExist,

    /// <summary>Bad memory address.</summary>
    EFault,

    /// <summary>The host is down.</summary>
    EHostDown,

    /// <summary>No route to the host.</summary>
    EHostUnreach,

    /// <summary>The operation is under way. Never returned by a public operation.</summary>
    EInProgress,

    /// <summary>A system call was interrupted. Never returned by a public operation.</summary>
    EIntr,

    /// <summary>An argument, an option or the state of the socket does not fit the call.</summary>
    EInval,

    /// <summary>Input or output error.</summary>
    EIo,

    /// <summary>The socket is connected already.</summary>
    EIsConn,

    /// <summary>The path is a directory.</summary>
    EIsDir,

    /// <summary>Too many symbolic links in a path.</summary>
    ELoop,

    /// <summary>This process has too many open files.</summary>
    EMFile,

    /// <summary>The packet is larger than <c>packet_size</c> or than its type allows.</summary>
    EMsgSize,

    /// <summary>The file name is too long.</summary>
    ENameTooLong,

    /// <summary>The network is down.</summary>
    ENetDown,

    /// <summary>The network dropped the connection.</summary>
    ENetReset,

    /// <summary>The network is unreachable.</summary>
    ENetUnreach,

    /// <summary>The system has too many open files.</summary>
    ENFile,

    /// <summary>No buffer space: of the system, or the packet does not fit the caller's buffer.</summary>
    ENoBufs,

    /// <summary>No such device.</summary>
    ENoDev,

    /// <summary>No such file or directory. gen_tcp: connect to a Unix-domain path that does not exist.</summary>
    ENoEnt,

    /// <summary>Out of memory; on <c>inet</c> also: <c>recv</c> asked for more than 64 MiB.</summary>
    ENoMem,

    /// <summary>The protocol does not have this option.</summary>
    ENoProtoOpt,

    /// <summary>No space left.</summary>
    ENoSpc,

    /// <summary>The socket is not connected (any more).</summary>
    ENotConn,

    /// <summary>A component of the path is not a directory.</summary>
    ENotDir,

    /// <summary>The descriptor is not a socket.</summary>
    ENotSock,

    /// <summary>The operation or the option is not supported on this kind of socket.</summary>
    ENotSup,

    /// <summary>No such device or address.</summary>
    ENxIo,

    /// <summary>The operation is not permitted.</summary>
    EPerm,

    /// <summary>
    /// The writing side is shut down. Never returned by a public operation: it is reported as a reset or as closed.
    /// </summary>
    EPipe,

    /// <summary>Protocol error.</summary>
    EProto,

    /// <summary>The protocol is not supported.</summary>
    EProtoNoSupport,

    /// <summary>The protocol does not fit the socket type.</summary>
    EPrototype,

    /// <summary>The file system is read only.</summary>
    ERofs,

    /// <summary>The operating system gave the connection or the attempt up for lack of answers.</summary>
    ETimedOut,

    /// <summary>An error that the platform reported and that has no name here. Erlang has no atom for it.</summary>
    Unknown,
}
