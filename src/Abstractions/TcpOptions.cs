namespace TcpBackends;

/// <summary>
/// Every option there is, by its Erlang name. What each means, its unit, range, default and danger stand at the
/// property of the same name of <see cref="TcpSocketOptions"/>, and all of them side by side in docs/options.md.
/// </summary>
public static partial class TcpOptions
{
    internal const int LargestBuffer = 64 * 1024 * 1024;
    internal const int DefaultBacklog = 5;

#pragma warning disable CA1810 // The parts of this class have no order among them, the options do.
    static TcpOptions()
#pragma warning restore CA1810
    {
        TcpOption[] all =
        [
            Family, LocalAddress, LocalPort, LocalPath, Backlog, Descriptor, NetworkNamespace, AddressModule,
            Active, Mode, Header, Deliver, Packet, PacketSize, LineDelimiter,
            Buffer, ReceiveBuffer, SendBuffer, NoDelay, KeepAlive, ReuseAddress, Linger,
            SendTimeout, SendTimeoutClose, HighWatermark, LowWatermark, HighMessageQueueWatermark, LowMessageQueueWatermark,
            DelaySend, ExitOnClose, ShowEconnreset,
            TypeOfService, TrafficClass, Priority, TimeToLive,
            ReceiveTypeOfService, ReceiveTrafficClass, ReceiveTimeToLive, PacketOptions,
            DontRoute, V6Only, BindToDevice,
            UserTimeout, KeepAliveIdle, KeepAliveInterval, KeepAliveCount, ReusePort, QuickAck, Cork,
            Raw,
        ];
        for (int id = 0; id < all.Length; id++)
        {
            all[id].Id = id;
        }

        All = all.AsReadOnly();
    }

    /// <summary>All of them. At creation they are applied in this order.</summary>
    public static IReadOnlyList<TcpOption> All { get; }

    /// <summary>Finds an option by its Erlang name or by its property name, whatever the case.</summary>
    internal static TcpOption? Find(string name) => All.FirstOrDefault(option =>
        option.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
        || option.PropertyName.Equals(name, StringComparison.OrdinalIgnoreCase)
        || (option == LocalAddress && name.Equals("ifaddr", StringComparison.OrdinalIgnoreCase)));
}
