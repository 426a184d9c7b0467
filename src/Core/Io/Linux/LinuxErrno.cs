using System.Runtime.InteropServices;

namespace TcpBackends.Core.Io.Linux;

/// <summary>Names the error numbers of Linux.</summary>
internal static class LinuxErrno
{
    /// <summary>The error of the system call just made.</summary>
    public static TcpError Last() => Map(Marshal.GetLastPInvokeError());

    public static TcpError Map(int errno) => errno switch
    {
        0 => TcpError.None,
        1 => TcpError.EPerm,
        2 => TcpError.ENoEnt,
        4 => TcpError.EIntr,
        5 => TcpError.EIo,
        6 => TcpError.ENxIo,
        9 => TcpError.EBadF,
        11 => TcpError.EAgain,
        12 => TcpError.ENoMem,
        13 => TcpError.EAcces,
        14 => TcpError.EFault,
        17 => TcpError.EExist,
        19 => TcpError.ENoDev,
        20 => TcpError.ENotDir,
        21 => TcpError.EIsDir,
        22 => TcpError.EInval,
        23 => TcpError.ENFile,
        24 => TcpError.EMFile,
        28 => TcpError.ENoSpc,
        30 => TcpError.ERofs,
        32 => TcpError.EPipe,
        36 => TcpError.ENameTooLong,
        40 => TcpError.ELoop,
        71 => TcpError.EProto,
        88 => TcpError.ENotSock,
        89 => TcpError.EDestAddrReq,
        90 => TcpError.EMsgSize,
        91 => TcpError.EPrototype,
        92 => TcpError.ENoProtoOpt,
        93 => TcpError.EProtoNoSupport,
        95 => TcpError.ENotSup,
        97 => TcpError.EAfNoSupport,
        98 => TcpError.EAddrInUse,
        99 => TcpError.EAddrNotAvail,
        100 => TcpError.ENetDown,
        101 => TcpError.ENetUnreach,
        102 => TcpError.ENetReset,
        103 => TcpError.EConnAborted,
        104 => TcpError.EConnReset,
        105 => TcpError.ENoBufs,
        106 => TcpError.EIsConn,
        107 => TcpError.ENotConn,
        110 => TcpError.ETimedOut,
        111 => TcpError.EConnRefused,
        112 => TcpError.EHostDown,
        113 => TcpError.EHostUnreach,
        114 => TcpError.EAlready,
        115 => TcpError.EInProgress,
        _ => TcpError.Unknown,
    };
}
