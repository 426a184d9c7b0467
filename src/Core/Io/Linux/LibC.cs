using System.Runtime.InteropServices;

namespace TcpBackends.Core.Io.Linux;

/// <summary>The system calls, for 64-bit Linux on x64 and arm64, whose constants and layouts are the same but for epoll_event.</summary>
internal static unsafe partial class LibC
{
    public const int AfUnix = 1;
    public const int AfInet = 2;
    public const int AfInet6 = 10;
    public const int SockStream = 1;
    public const int SockNonBlock = 0x800;
    public const int SockCloseOnExec = 0x80000;
    public const int MsgNoSignal = 0x4000;
    public const int MsgMore = 0x8000;
    public const int ProtocolTcp = 6;
    public const int TcpCork = 3;
    public const int SolSocket = 1;
    public const int SoType = 3;
    public const int SoError = 4;
    public const int SoLinger = 13;
    public const int SoDomain = 39;
    public const int FdGetDescriptorFlags = 1;
    public const int FdSetDescriptorFlags = 2;
    public const int FdGetStatusFlags = 3;
    public const int FdSetStatusFlags = 4;
    public const int FdCloseOnExec = 1;
    public const int OpenNonBlock = 0x800;
    public const int OpenCloseOnExec = 0x80000;
    public const int CloneNewNet = 0x40000000;
    public const int EpollIn = 0x1;
    public const int EpollPri = 0x2;
    public const int EpollOut = 0x4;
    public const int EpollErr = 0x8;
    public const int EpollHup = 0x10;
    public const int EpollRdHup = 0x2000;
    public const int EpollEdgeTriggered = unchecked((int)0x80000000);
    public const int EpollCtlAdd = 1;
    public const int EpollCtlDelete = 2;
    public const int EpollCloseOnExec = 0x80000;

    private const string Library = "libc";

    [LibraryImport(Library, EntryPoint = "socket", SetLastError = true)]
    public static partial int Socket(int domain, int type, int protocol);

    [LibraryImport(Library, EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);

    [LibraryImport(Library, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);

    [LibraryImport(Library, EntryPoint = "fcntl", SetLastError = true)]
    public static partial int Control(int descriptor, int command, nint argument);

    [LibraryImport(Library, EntryPoint = "setns", SetLastError = true)]
    public static partial int SetNamespace(int descriptor, int kind);

    [LibraryImport(Library, EntryPoint = "bind", SetLastError = true)]
    public static partial int Bind(int descriptor, byte* address, uint length);

    [LibraryImport(Library, EntryPoint = "listen", SetLastError = true)]
    public static partial int Listen(int descriptor, int backlog);

    [LibraryImport(Library, EntryPoint = "accept4", SetLastError = true)]
    public static partial int Accept(int descriptor, byte* address, uint* length, int flags);

    [LibraryImport(Library, EntryPoint = "connect", SetLastError = true)]
    public static partial int Connect(int descriptor, byte* address, uint length);

    [LibraryImport(Library, EntryPoint = "getsockname", SetLastError = true)]
    public static partial int GetSockName(int descriptor, byte* address, uint* length);

    [LibraryImport(Library, EntryPoint = "getpeername", SetLastError = true)]
    public static partial int GetPeerName(int descriptor, byte* address, uint* length);

    [LibraryImport(Library, EntryPoint = "shutdown", SetLastError = true)]
    public static partial int Shutdown(int descriptor, int how);

    [LibraryImport(Library, EntryPoint = "recv", SetLastError = true)]
    public static partial nint Receive(int descriptor, byte* buffer, nuint length, int flags);

    [LibraryImport(Library, EntryPoint = "send", SetLastError = true)]
    public static partial nint Send(int descriptor, byte* buffer, nuint length, int flags);

    [LibraryImport(Library, EntryPoint = "sendmsg", SetLastError = true)]
    public static partial nint SendMessage(int descriptor, MessageHeader* message, int flags);

    [LibraryImport(Library, EntryPoint = "getsockopt", SetLastError = true)]
    public static partial int GetSockOpt(int descriptor, int level, int name, void* value, uint* length);

    [LibraryImport(Library, EntryPoint = "setsockopt", SetLastError = true)]
    public static partial int SetSockOpt(int descriptor, int level, int name, void* value, uint length);

    [LibraryImport(Library, EntryPoint = "epoll_create1", SetLastError = true)]
    public static partial int EpollCreate(int flags);

    [LibraryImport(Library, EntryPoint = "epoll_ctl", SetLastError = true)]
    public static partial int EpollControl(int epoll, int operation, int descriptor, void* epollEvent);

    [LibraryImport(Library, EntryPoint = "epoll_wait", SetLastError = true)]
    public static partial int EpollWait(int epoll, void* events, int maximum, int timeout);

    [StructLayout(LayoutKind.Sequential)]
    public struct IoVector
    {
        public byte* Base;
        public nuint Length;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct MessageHeader
    {
        public void* Name;
        public uint NameLength;
        public IoVector* Vectors;
        public nuint VectorCount;
        public void* Control;
        public nuint ControlLength;
        public int Flags;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct LingerValue
    {
        public int Enabled;
        public int Seconds;
    }
}
