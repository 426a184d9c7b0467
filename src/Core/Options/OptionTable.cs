using TcpBackends.Core.Io;
using TcpBackends.Core.Logging;
using TcpBackends.Internal;

namespace TcpBackends.Core.Options;

/// <summary>Where each option is kept and how it is read and changed.</summary>
internal static class OptionTable
{
    private static readonly OptionEntry?[] Entries = CreateEntries();

    /// <summary>The settings of a new socket.</summary>
    public static SocketSettings Resolve(TcpSocketOptions options, OptionRules rules)
    {
        SocketSettings settings = rules.Defaults;
        foreach (OptionEntry? entry in Entries)
        {
            settings = entry?.Resolve(options, settings, rules) ?? settings;
        }

        return settings == rules.Defaults ? rules.Defaults : settings;
    }

    /// <exception cref="ArgumentException">There is an option that has no place there.</exception>
    public static void CheckUses(TcpSocketOptions options, TcpOptionUses use)
    {
        foreach (TcpOption option in TcpOptions.All)
        {
            if (!option.IsTakenAt(use) && option.IsIn(options))
            {
                throw new ArgumentException(
                    $"{option.PropertyName} ({option}) is not for {(use == TcpOptionUses.Connect ? "connect" : "listen")}.", nameof(options));
            }
        }
    }

    /// <summary>Gives a new socket its options of the operating system.</summary>
    /// <returns>Why an option was refused.</returns>
    public static TcpError ApplySystem(
        TcpSocketOptions options, IIoOptions io, OptionRules rules, BackendLog log, out TcpOption? refused)
    {
        refused = null;
        for (int id = 0; id < Entries.Length; id++)
        {
            TcpError answer = Entries[id]?.ApplySystem(options, io, rules, log) ?? TcpError.None;
            if (answer != TcpError.None)
            {
                refused = TcpOptions.All[id];
                return answer;
            }
        }

        return TcpError.None;
    }

    /// <summary>The entry of an option; null if it cannot be read or changed at run time.</summary>
    public static OptionEntry<T>? Find<T>(TcpOption<T> option) => (OptionEntry<T>?)Find((TcpOption)option);

    public static OptionEntry? Find(TcpOption option) => option is RawOptionKey raw ? new RawEntry(raw) : Entries[option.Id];

    private static OptionEntry?[] CreateEntries()
    {
        var entries = new OptionEntry?[TcpOptions.All.Count];

        void Setting<T>(TcpOption<T> option, Func<SocketSettings, T> get, Func<SocketSettings, T, SocketSettings> set) =>
            entries[option.Id] = new SettingEntry<T>(option, get, set);

        entries[TcpOptions.Active.Id] = new ActiveEntry();
        Setting(TcpOptions.Mode, s => s.Mode, (s, v) => s with { Mode = v });
        Setting(TcpOptions.Header, s => s.Header, (s, v) => s with { Header = v });
        Setting(TcpOptions.Deliver, s => s.Deliver, (s, v) => s with { Deliver = v });
        Setting(TcpOptions.Packet, s => s.Packet, (s, v) => s with { Packet = v, PacketChanges = s.PacketChanges + 1 });
        Setting(TcpOptions.PacketSize, s => s.PacketSize, (s, v) => s with { PacketSize = v });
        Setting(TcpOptions.Buffer, s => s.Buffer, (s, v) => s with { Buffer = v, IsBufferExplicit = true });
        Setting(TcpOptions.SendTimeout, s => s.SendTimeout, (s, v) => s with { SendTimeout = v });
        Setting(TcpOptions.SendTimeoutClose, s => s.SendTimeoutClose, (s, v) => s with { SendTimeoutClose = v });
        Setting(TcpOptions.DelaySend, s => s.DelaySend, (s, v) => s with { DelaySend = v });
        Setting(TcpOptions.ExitOnClose, s => s.ExitOnClose, (s, v) => s with { ExitOnClose = v });
        Setting(TcpOptions.ShowEconnreset, s => s.ShowEconnreset, (s, v) => s with { ShowEconnreset = v });

        Setting(TcpOptions.LineDelimiter, s => s.LineDelimiter, (s, v) => s with { LineDelimiter = v });

        // The two never cross: the one that is set moves the other.
        Setting(
            TcpOptions.HighWatermark,
            s => s.HighWatermark,
            (s, v) => s with { HighWatermark = v, LowWatermark = Math.Min(s.LowWatermark, v) });
        Setting(
            TcpOptions.LowWatermark,
            s => s.LowWatermark,
            (s, v) => s with { LowWatermark = v, HighWatermark = Math.Max(s.HighWatermark, v) });

        Setting(
            TcpOptions.HighMessageQueueWatermark,
            s => s.HighMessageQueueWatermark,
            (s, v) => s with
            {
                HighMessageQueueWatermark = v,
                LowMessageQueueWatermark = Math.Min(s.LowMessageQueueWatermark, v),
            });
        Setting(
            TcpOptions.LowMessageQueueWatermark,
            s => s.LowMessageQueueWatermark,
            (s, v) => s with
            {
                LowMessageQueueWatermark = v,
                HighMessageQueueWatermark = Math.Max(s.HighMessageQueueWatermark, v),
            });
        entries[TcpOptions.Descriptor.Id] = new DescriptorEntry();
        entries[TcpOptions.NetworkNamespace.Id] = new NamespaceEntry();
        SystemEntries.AddTo(entries);
        return entries;
    }
}
