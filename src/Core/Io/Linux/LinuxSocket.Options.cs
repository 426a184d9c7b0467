namespace TcpBackends.Core.Io.Linux;

internal sealed unsafe partial class LinuxSocket
{
    public TcpError SetOption(IoOption option, int value)
    {
        (int level, int name) = LinuxOption.Locate(option);
        return Set(level, name, &value, sizeof(int));
    }

    public TcpError GetOption(IoOption option, out int value)
    {
        (int level, int name) = LinuxOption.Locate(option);
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

    public TcpError SetRaw(int level, int number, ReadOnlySpan<byte> value)
    {
        // The device is known, too; it only has no value of one number.
        if ((level, number) != (LinuxOption.SolSocket, LinuxOption.BindToDevice))
        {
            LeaveToUser();
        }

        fixed (byte* bytes = value)
        {
            return Set(level, number, bytes, (uint)value.Length);
        }
    }

    public TcpError GetRaw(int level, int number, Span<byte> value, out int length)
    {
        length = 0;
        if (!_uses.TryEnter())
        {
            return TcpError.EBadF;
        }

        uint found = (uint)value.Length;
        TcpError error;
        fixed (byte* bytes = value)
        {
            error = Outcome(LibC.GetSockOpt(descriptor, level, number, bytes, &found));
        }

        _uses.Exit();
        length = (int)found;
        return error;
    }

    /// <summary>An option that nobody here knows, or the cork, is the user's: nothing is taken for granted any more, and nothing kept.</summary>
    private void LeaveToUser()
    {
        lock (_entry)
        {
            if (_isPlainTcp && _uses.TryEnter())
            {
                PullCork();
                _uses.Exit();
            }

            Volatile.Write(ref _isPlainTcp, false);
        }
    }

    private TcpError Set(int level, int name, void* value, uint length)
    {
        if (!_uses.TryEnter())
        {
            return TcpError.EBadF;
        }

        if (level == LibC.ProtocolTcp && name == LibC.TcpCork)
        {
            LeaveToUser();
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
