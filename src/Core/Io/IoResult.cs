namespace TcpBackends.Core.Io;

/// <summary>What one attempt at the kernel gave: bytes (0 from a receive: end of stream), or an error, EAgain if it would block.</summary>
internal readonly record struct IoResult(int Bytes, TcpError Error)
{
    public bool WouldBlock => Error == TcpError.EAgain;

    public static implicit operator IoResult(TcpError error) => new(0, error);
}
