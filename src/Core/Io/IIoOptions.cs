namespace TcpBackends.Core.Io;

/// <summary>The options that the operating system keeps.</summary>
internal interface IIoOptions
{
    TcpError SetOption(IoOption option, int value);

    TcpError GetOption(IoOption option, out int value);

    TcpError SetLinger(TcpLinger linger);

    TcpError GetLinger(out TcpLinger linger);
}
