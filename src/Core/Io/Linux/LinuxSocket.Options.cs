namespace TcpBackends.Core.Io.Linux;

internal sealed unsafe partial class LinuxSocket
{
    public TcpError SetOption(IoOption option, int value)
    {
        (int level, int name) = Locate(option);
        return Set(level, name, &value, sizeof(int));
    }

    public TcpError GetOption(IoOption option, out int value)
    {
        (int level, int name) = Locate(option);
        return Get(level, name, out value);
    }

    public TcpError SetLinger(TcpLinger linger)
    {
        var value = new LibC.LingerValue { Enabled = linger.Enabled ? 1 : 0, Seconds = linger.Seconds };
        return Set(LibC.SolSocket, LibC.SoLinger, &value, (uint)sizeof(LibC.LingerValue));
    }

    public TcpError GetLinger(out TcpLinger linger)
    {
        TcpError error = Get(LibC.SolSocket, LibC.SoLinger, out LibC.LingerValue value);
        linger = new TcpLinger(value.Enabled != 0, value.Seconds);
        return error;
    }

    private static (int Level, int Name) Locate(IoOption option) => option switch
    {
        IoOption.NoDelay => (LibC.IpProtoTcp, LibC.TcpNoDelay),
        IoOption.KeepAlive => (LibC.SolSocket, LibC.SoKeepAlive),
        IoOption.ReuseAddress => (LibC.SolSocket, LibC.SoReuseAddr),
        IoOption.ReceiveBuffer => (LibC.SolSocket, LibC.SoRcvBuf),
        IoOption.SendBuffer => (LibC.SolSocket, LibC.SoSndBuf),
        _ => throw new ArgumentOutOfRangeException(nameof(option), option, "Not an option of this platform."),
    };

    private TcpError Set(int level, int name, void* value, uint length)
    {
        if (!_uses.TryEnter())
        {
            return TcpError.EBadF;
        }

        TcpError error = Outcome(LibC.SetSockOpt(descriptor, level, name, value, length));
        _uses.Exit();
        return error;
    }

    private TcpError Get<T>(int level, int name, out T value)
        where T : unmanaged
    {
        T found = default;
        value = found;
        if (!_uses.TryEnter())
        {
            return TcpError.EBadF;
        }

        uint length = (uint)sizeof(T);
        TcpError error = Outcome(LibC.GetSockOpt(descriptor, level, name, &found, &length));
        _uses.Exit();
        value = found;
        return error;
    }
}
