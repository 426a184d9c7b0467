namespace TcpBackends.Core.Io;

/// <summary>What one attempt at the kernel gave.</summary>
/// <param name="Bytes">How many bytes; 0 from a receive: end of stream.</param>
/// <param name="Error">An error, EAgain if it would block.</param>
/// <param name="OfferedLess">Whether the kernel took all that a send could offer at once, but the caller has more.</param>
internal readonly record struct IoResult(int Bytes, TcpError Error, bool OfferedLess = false)
{
    public bool WouldBlock => Error == TcpError.EAgain;

    public static implicit operator IoResult(TcpError error) => new(0, error);
}
