using TcpBackends.Core.Io;

namespace TcpBackends.Core.Options;

/// <summary>What was kept of the last segment. The backends differ in the families of which they know it.</summary>
internal sealed class PacketOptionsEntry : OptionEntry<TcpPacketOptions>
{
    public override bool IsSystem => true;

    public override TcpResult<TcpPacketOptions> Get(in OptionTarget target, SocketSettings settings)
    {
        bool isV6 = target.Io.GetOption(IoOption.TrafficClass, out _) == TcpError.None;
        TcpOptionFamilies family = isV6 ? TcpOptionFamilies.Inet6 : TcpOptionFamilies.Inet;
        if (!target.Rules.On(TcpOptions.PacketOptions).Families.HasFlag(family))
        {
            return TcpError.NotAvailable;
        }

        TcpError error = AncillaryData.Read(target.Io, isV6, out TcpPacketOptions found);
        return error == TcpError.None ? found
            : error == TcpError.EBadF || target.Rules.NamesSystemErrors ? TcpError.NotAvailable
            : TcpError.EInval;
    }
}
