namespace TcpBackends.Core.Io;

/// <summary>The options that the operating system keeps.</summary>
internal interface IIoOptions
{
    TcpError SetOption(IoOption option, int value);

    TcpError GetOption(IoOption option, out int value);

    TcpError SetLinger(TcpLinger linger);

    TcpError GetLinger(out TcpLinger linger);

    /// <summary>Sets an option by the numbers that the platform has for it.</summary>
    TcpError SetRaw(int level, int number, ReadOnlySpan<byte> value);

    /// <summary>Reads an option by its numbers into a buffer, which the system may read first.</summary>
    TcpError GetRaw(int level, int number, Span<byte> value, out int length);
}
