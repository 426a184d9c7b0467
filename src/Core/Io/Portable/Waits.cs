namespace TcpBackends.Core.Io.Portable;

/// <summary>What a socket waits for.</summary>
[Flags]
internal enum Waits
{
    None = 0,
    Read = 1,
    Write = 2,
}
