namespace TcpBackends.Tests.Conformance.Options;

/// <summary>A value of an option that is not its default.</summary>
/// <param name="Setting">The option with the value.</param>
/// <param name="ReadsBack">What is read afterwards.</param>
internal sealed record OptionSample(TcpOptionSetting Setting, object ReadsBack)
{
    /// <summary>Values at the limits of the option.</summary>
    public IReadOnlyList<TcpOptionSetting> Limits { get; init; } = [];

    /// <summary>Values just beyond.</summary>
    public IReadOnlyList<TcpOptionSetting> Beyond { get; init; } = [];

    public TcpOption Option => Setting.Option;

    public static OptionSample Of<T>(TcpOption<T> option, T value)
        where T : notnull => new(option.With(value), value);

    public static OptionSample Of<T>(TcpOption<T> option, T value, T readsBack)
        where T : notnull => new(option.With(value), readsBack);

    /// <summary>Of a whole number, with the limits that it has.</summary>
    public static OptionSample Of(TcpOption<int> option, int value, int least, int most) => new(option.With(value), value)
    {
        Limits = [option.With(least), option.With(most)],
        Beyond = most == int.MaxValue ? [option.With(least - 1)] : [option.With(least - 1), option.With(most + 1)],
    };

    public override string ToString() => Option.Name;
}
