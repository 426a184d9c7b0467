using System.Net.Sockets;

namespace TcpBackends.Core.Io.Portable;

/// <summary>Names the errors of System.Net.Sockets, which knows fewer than the operating systems do.</summary>
internal static class PortableError
{
    public static TcpError Map(SocketError error) => error switch
    {
        SocketError.Success => TcpError.None,
        SocketError.AccessDenied => TcpError.EAcces,
        SocketError.AddressAlreadyInUse => TcpError.EAddrInUse,
        SocketError.AddressFamilyNotSupported => TcpError.EAfNoSupport,
        SocketError.AddressNotAvailable => TcpError.EAddrNotAvail,
        SocketError.AlreadyInProgress => TcpError.EAlready,
        SocketError.ConnectionAborted => TcpError.EConnAborted,
        SocketError.ConnectionRefused => TcpError.EConnRefused,
        SocketError.ConnectionReset => TcpError.EConnReset,
        SocketError.DestinationAddressRequired => TcpError.EDestAddrReq,
        SocketError.Disconnecting => TcpError.EPipe,
        SocketError.Fault => TcpError.EFault,
        SocketError.HostDown => TcpError.EHostDown,
        SocketError.HostNotFound => TcpError.ENxIo,
        SocketError.HostUnreachable => TcpError.EHostUnreach,
        SocketError.InProgress => TcpError.EInProgress,
        SocketError.Interrupted => TcpError.EIntr,
        SocketError.InvalidArgument => TcpError.EInval,
        SocketError.IsConnected => TcpError.EIsConn,
        SocketError.MessageSize => TcpError.EMsgSize,
        SocketError.NetworkDown => TcpError.ENetDown,
        SocketError.NetworkReset => TcpError.ENetReset,
        SocketError.NetworkUnreachable => TcpError.ENetUnreach,
        SocketError.NoBufferSpaceAvailable => TcpError.ENoBufs,
        SocketError.NotConnected => TcpError.ENotConn,
        SocketError.NotSocket => TcpError.ENotSock,
        SocketError.OperationAborted => TcpError.EBadF,
        SocketError.OperationNotSupported => TcpError.ENotSup,
        SocketError.ProtocolFamilyNotSupported => TcpError.EAfNoSupport,
        SocketError.ProtocolNotSupported => TcpError.EProtoNoSupport,
        SocketError.ProtocolOption => TcpError.ENoProtoOpt,
        SocketError.ProtocolType => TcpError.EPrototype,
        SocketError.Shutdown => TcpError.EPipe,
        SocketError.SocketNotSupported => TcpError.EProtoNoSupport,
        SocketError.TimedOut => TcpError.ETimedOut,
        SocketError.TooManyOpenSockets => TcpError.EMFile,
        SocketError.TryAgain or SocketError.WouldBlock => TcpError.EAgain,
        _ => TcpError.Unknown,
    };

    /// <summary>Of a call with a path: a missing file has the same name here as an address of another host.</summary>
    public static TcpError MapForPath(SocketError error) =>
        error == SocketError.AddressNotAvailable ? TcpError.ENoEnt : Map(error);

    /// <summary>Of an established connection: Windows may call one that the peer has reset aborted.</summary>
    public static TcpError MapForData(SocketError error) =>
        error == SocketError.ConnectionAborted ? TcpError.EConnReset : Map(error);
}
