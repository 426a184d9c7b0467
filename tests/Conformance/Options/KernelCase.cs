namespace TcpBackends.Tests.Conformance.Options;

/// <summary>A value of an option of the operating system, and where Linux has it.</summary>
/// <param name="Setting">The option with the value.</param>
/// <param name="Level">The protocol.</param>
/// <param name="Number">The option.</param>
/// <param name="Values">What is there, four bytes by four.</param>
internal sealed record KernelCase(TcpOptionSetting Setting, int Level, int Number, params IReadOnlyList<int> Values)
{
    private const int Socket = 1;
    private const int Ip = 0;
    private const int Tcp = 6;
    private const int IpV6 = 41;

    public static IReadOnlyList<KernelCase> All { get; } =
    [
        new(TcpOptions.ReceiveBuffer.With(20_000), Socket, 8, 40_000),
        new(TcpOptions.SendBuffer.With(20_000), Socket, 7, 40_000),
        new(TcpOptions.NoDelay.With(true), Tcp, 1, 1),
        new(TcpOptions.KeepAlive.With(true), Socket, 9, 1),
        new(TcpOptions.ReuseAddress.With(true), Socket, 2, 1),
        new(TcpOptions.Linger.With(new TcpLinger(true, 9)), Socket, 13, 1, 9),
        new(TcpOptions.TypeOfService.With(16), Ip, 1, 16),
        new(TcpOptions.TrafficClass.With(8), IpV6, 67, 8),
        new(TcpOptions.Priority.With(5), Socket, 12, 5),
        new(TcpOptions.TimeToLive.With(33), Ip, 2, 33),
        new(TcpOptions.ReceiveTypeOfService.With(true), Ip, 13, 1),
        new(TcpOptions.ReceiveTrafficClass.With(true), IpV6, 66, 1),
        new(TcpOptions.ReceiveTimeToLive.With(true), Ip, 12, 1),
        new(TcpOptions.DontRoute.With(true), Socket, 5, 1),
        new(TcpOptions.V6Only.With(true), IpV6, 26, 1),
        new(TcpOptions.BindToDevice.With("lo"), Socket, 25, 'l' | ('o' << 8)),
    ];

    public static IReadOnlyList<KernelCase> Ours { get; } =
    [
        new(TcpOptions.UserTimeout.With(TimeSpan.FromMilliseconds(1234)), Tcp, 18, 1234),
        new(TcpOptions.KeepAliveIdle.With(TimeSpan.FromSeconds(77)), Tcp, 4, 77),
        new(TcpOptions.KeepAliveInterval.With(TimeSpan.FromSeconds(78)), Tcp, 5, 78),
        new(TcpOptions.KeepAliveCount.With(5), Tcp, 6, 5),
        new(TcpOptions.ReusePort.With(true), Socket, 15, 1),
        new(TcpOptions.QuickAck.With(false), Tcp, 12, 0),
        new(TcpOptions.Cork.With(true), Tcp, 3, 1),
    ];

    public TcpOption Option => Setting.Option;

    public override string ToString() => Option.Name;

    public static IEnumerable<TestCaseData> OnEveryFamily(IEnumerable<KernelCase> cases) =>
        from option in cases
        from family in (TcpOptionFamilies[])[TcpOptionFamilies.Inet, TcpOptionFamilies.Inet6, TcpOptionFamilies.Local]
        select new TestCaseData(option, family).SetArgDisplayNames(option.Option.Name, family.ToString());
}
