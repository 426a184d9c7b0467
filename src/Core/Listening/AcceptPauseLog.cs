using System.Net;
using TcpBackends.Core.Io;
using TcpBackends.Core.Logging;

namespace TcpBackends.Core.Listening;

/// <summary>Tells an operator that a listener pauses, and that it goes on.</summary>
internal sealed class AcceptPauseLog(IIoNaming naming, BackendLog log)
{
    public void Began(TcpError cause) => log.AcceptPaused(Address(), cause);

    public void Ended() => log.AcceptResumed(Address());

    private EndPoint? Address() => naming.TryGetName(remote: false, out EndPoint? name) == TcpError.None ? name : null;
}
