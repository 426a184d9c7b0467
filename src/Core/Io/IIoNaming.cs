using System.Net;

namespace TcpBackends.Core.Io;

/// <summary>Addresses: binding, listening, connecting.</summary>
internal interface IIoNaming
{
    TcpError Bind(EndPoint local);

    TcpError Listen(int backlog);

    TcpError TryAccept(out IIoSocket? accepted);

    /// <summary>Begins to connect. EInProgress: wait until writable, then ask <see cref="FinishConnect"/>.</summary>
    TcpError Connect(EndPoint remote);

    /// <summary>The outcome of a connect; EInProgress if there is none yet.</summary>
    TcpError FinishConnect();

    TcpError TryGetName(bool remote, out EndPoint? name);
}
