using System.Runtime.InteropServices;

namespace TcpBackends.Benchmarks.Compare.Load;

/// <summary>System calls, so that the load generator costs as little as one written in C. 64-bit Linux.</summary>
internal static unsafe partial class LibC
{
    public const int AfInet = 2;
    public const int SockStream = 1;
    public const int SolSocket = 1;
    public const int SoLinger = 13;
    public const int SoReceiveLowWatermark = 18;
    public const int SoReceiveTimeout = 20;
    public const int SoSendTimeout = 21;
    public const int IpProtoTcp = 6;
    public const int TcpNoDelay = 1;
    public const int EpollIn = 1;
    public const int EpollCtlAdd = 1;
    public const int MsgNoSignal = 0x4000;
    public const int MsgDontWait = 0x40;

    private const string Library = "libc";

    [LibraryImport(Library, EntryPoint = "socket")]
    public static partial int Socket(int family, int type, int protocol);

    [LibraryImport(Library, EntryPoint = "connect")]
    public static partial int Connect(int descriptor, Address* address, uint length);

    [LibraryImport(Library, EntryPoint = "bind")]
    public static partial int Bind(int descriptor, Address* address, uint length);

    [LibraryImport(Library, EntryPoint = "listen")]
    public static partial int Listen(int descriptor, int backlog);

    [LibraryImport(Library, EntryPoint = "accept")]
    public static partial int Accept(int descriptor, Address* address, uint* length);

    [LibraryImport(Library, EntryPoint = "getsockname")]
    public static partial int GetName(int descriptor, Address* address, uint* length);

    [LibraryImport(Library, EntryPoint = "setsockopt")]
    public static partial int SetOption(int descriptor, int level, int option, void* value, uint length);

    [LibraryImport(Library, EntryPoint = "send")]
    public static partial nint Send(int descriptor, byte* buffer, nuint length, int flags);

    [LibraryImport(Library, EntryPoint = "recv")]
    public static partial nint Receive(int descriptor, byte* buffer, nuint length, int flags);

    [LibraryImport(Library, EntryPoint = "close")]
    public static partial int Close(int descriptor);

    [LibraryImport(Library, EntryPoint = "epoll_create1")]
    public static partial int EpollCreate(int flags);

    [LibraryImport(Library, EntryPoint = "epoll_ctl")]
    public static partial int EpollControl(int epoll, int operation, int descriptor, byte* epollEvent);

    [LibraryImport(Library, EntryPoint = "epoll_wait")]
    public static partial int EpollWait(int epoll, byte* events, int maximum, int timeout);

    [LibraryImport(Library, EntryPoint = "sched_setaffinity")]
    public static partial int SetAffinity(int thread, nuint length, ulong* mask);

    [LibraryImport(Library, EntryPoint = "sched_getaffinity")]
    public static partial int GetAffinity(int thread, nuint length, ulong* mask);

    [StructLayout(LayoutKind.Sequential)]
    public struct Address
    {
        public ushort Family;
        public ushort Port;
        public uint Host;
        public ulong Padding;
    }
}
