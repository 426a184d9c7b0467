using TcpBackends.Core.Io;

namespace TcpBackends.Core.Options;

/// <summary>The options that the operating system keeps.</summary>
internal static class SystemEntries
{
    public static void AddTo(OptionEntry?[] entries)
    {
        void Add<T>(
            TcpOption<T> option, SystemEntry<T>.Getter get, Func<IIoOptions, T, TcpError> set,
            Func<SocketSettings, T, OptionRules, SocketSettings>? alsoSet = null) =>
            entries[option.Id] = new SystemEntry<T>(option, get, set, alsoSet);

        void Number(TcpOption<int> option, IoOption name) => Add(
            option, (IIoOptions io, out int value) => io.GetOption(name, out value), (io, value) => io.SetOption(name, value));

        Flag(entries, TcpOptions.NoDelay, IoOption.NoDelay);
        Flag(entries, TcpOptions.KeepAlive, IoOption.KeepAlive);
        Flag(entries, TcpOptions.ReuseAddress, IoOption.ReuseAddress);
        Flag(entries, TcpOptions.ReceiveTypeOfService, IoOption.ReceiveTypeOfService);
        Flag(entries, TcpOptions.ReceiveTrafficClass, IoOption.ReceiveTrafficClass);
        Flag(entries, TcpOptions.ReceiveTimeToLive, IoOption.ReceiveTimeToLive);
        Flag(entries, TcpOptions.DontRoute, IoOption.DontRoute);
        Flag(entries, TcpOptions.V6Only, IoOption.V6Only);
        Flag(entries, TcpOptions.QuickAck, IoOption.QuickAck);
        Flag(entries, TcpOptions.Cork, IoOption.Cork);
        Add(TcpOptions.ReusePort, ReusePort.Get, ReusePort.Set);
        Time(entries, TcpOptions.UserTimeout, IoOption.UserTimeout, TimeSpan.TicksPerMillisecond);
        Time(entries, TcpOptions.KeepAliveIdle, IoOption.KeepAliveIdle, TimeSpan.TicksPerSecond);
        Time(entries, TcpOptions.KeepAliveInterval, IoOption.KeepAliveInterval, TimeSpan.TicksPerSecond);
        Number(TcpOptions.KeepAliveCount, IoOption.KeepAliveCount);
        Number(TcpOptions.SendBuffer, IoOption.SendBuffer);
        Number(TcpOptions.TrafficClass, IoOption.TrafficClass);
        Number(TcpOptions.Priority, IoOption.Priority);
        Number(TcpOptions.TimeToLive, IoOption.TimeToLive);
        Add(
            TcpOptions.TypeOfService,
            (IIoOptions io, out int value) => io.GetOption(IoOption.TypeOfService, out value),
            SetTypeOfService);
        Add(
            TcpOptions.ReceiveBuffer,
            (IIoOptions io, out int value) => io.GetOption(IoOption.ReceiveBuffer, out value),
            (io, value) => io.SetOption(IoOption.ReceiveBuffer, value),
            RaiseBuffer);
        Add(
            TcpOptions.Linger,
            (IIoOptions io, out TcpLinger value) => io.GetLinger(out value),
            (io, value) => io.SetLinger(value));
        Add(TcpOptions.BindToDevice, DeviceBinding.Get, DeviceBinding.Set);
        entries[TcpOptions.PacketOptions.Id] = new PacketOptionsEntry();
        entries[TcpOptions.Raw.Id] = new RawListEntry();
    }

    private static void Flag(OptionEntry?[] entries, TcpOption<bool> option, IoOption name)
    {
        TcpError Get(IIoOptions io, out bool value)
        {
            TcpError error = io.GetOption(name, out int number);
            value = number != 0;
            return error;
        }

        entries[option.Id] = new SystemEntry<bool>(option, Get, (io, value) => io.SetOption(name, value ? 1 : 0));
    }

    private static void Time(OptionEntry?[] entries, TcpOption<TimeSpan> option, IoOption name, long unit)
    {
        TcpError Get(IIoOptions io, out TimeSpan value)
        {
            TcpError error = io.GetOption(name, out int number);
            value = TimeSpan.FromTicks(number * unit);
            return error;
        }

        entries[option.Id] = new SystemEntry<TimeSpan>(option, Get, (io, value) => io.SetOption(name, (int)(value.Ticks / unit)));
    }

    /// <summary>Linux derives a priority from the type of service, and so would forget the one that was set.</summary>
    private static TcpError SetTypeOfService(IIoOptions io, int value)
    {
        bool hasPriority = io.GetOption(IoOption.Priority, out int priority) == TcpError.None;
        TcpError error = io.SetOption(IoOption.TypeOfService, value);
        if (error != TcpError.None || !hasPriority)
        {
            return error;
        }

        // One above 6, which somebody with the privilege has set, cannot be set again without it. The type of service is set all the same.
        error = io.SetOption(IoOption.Priority, priority);
        return error == TcpError.EPerm ? TcpError.None : error;
    }

    private static SocketSettings RaiseBuffer(SocketSettings settings, int receiveBuffer, OptionRules rules) =>
        rules.ReceiveBufferRaisesBuffer && !settings.IsBufferExplicit && receiveBuffer > settings.Buffer
            ? settings with { Buffer = Math.Min(receiveBuffer, TcpOptions.LargestBuffer) }
            : settings;
}
