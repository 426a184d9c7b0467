using System.Threading.Channels;

namespace TcpBackends;

/// <summary>
/// An owner of sockets: gets their messages, and takes them with it when it ends. Made by
/// <see cref="ITcpBackend.CreateMailbox"/>; any number of sockets of any backend of this library may have the same one.
/// </summary>
/// <remarks>
/// What an Erlang process is to its sockets. Disposing it is the death of that process: every socket and listener that it owns
/// is closed, without waiting; what is queued on <c>inet</c> is still sent in the background. All members are safe to call from
/// any thread at any time.
/// </remarks>
public interface ITcpMailbox : IAsyncDisposable
{
    /// <summary>
    /// The messages, those of one socket in the order of its stream. Completes when the mailbox is disposed, after what lies in it;
    /// that of a socket without another owner also when this socket has ended, or was handed over.
    /// </summary>
    ChannelReader<TcpMessage> Messages { get; }

    /// <summary>
    /// Makes another mailbox the owner. Messages of the endpoint that lie here unread move there, in order: data and the end of the
    /// stream, as in OTP not <see cref="TcpHttpMessage"/>, <see cref="TcpErrorMessage"/> and <see cref="TcpPassiveMessage"/>.
    /// Whatever arrives meanwhile follows them, nothing is lost or doubled. The active mode is unchanged. gen_tcp:
    /// <c>controlling_process/2</c>.
    /// </summary>
    /// <param name="endpoint">A socket or listener that this mailbox owns.</param>
    /// <param name="newOwner">The new owner.</param>
    /// <returns>
    /// Success, also if it is the owner already; <c>not_owner</c> (this mailbox is not the owner), <c>badarg</c> (the new owner has
    /// ended), <c>closed</c>.
    /// </returns>
    /// <exception cref="ArgumentException">The endpoint or the mailbox is not of this library.</exception>
    TcpResult HandOver(ITcpEndpoint endpoint, ITcpMailbox newOwner);
}
