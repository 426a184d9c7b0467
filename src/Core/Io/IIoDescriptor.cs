namespace TcpBackends.Core.Io;

/// <summary>What the operating system has of a socket.</summary>
internal interface IIoDescriptor
{
    TcpError GetDescriptor(out int descriptor);

    /// <summary>As disposing, but the descriptor stays open: it is somebody else's.</summary>
    void Abandon();
}
