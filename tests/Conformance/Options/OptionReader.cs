using System.Reflection;

namespace TcpBackends.Tests.Conformance.Options;

/// <summary>Reads options whose type is not known when this is compiled.</summary>
internal static class OptionReader
{
    private static readonly MethodInfo Generic =
        typeof(OptionReader).GetMethod(nameof(ReadAs), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>The value, or the error instead of it.</summary>
    public static object Read(ITcpOptionAccess options, TcpOption option) =>
        Generic.MakeGenericMethod(TypeOf(option)).Invoke(null, [options, option])!;

    /// <summary>What a text of a configuration says.</summary>
    public static object Parse(TcpOption option, string text)
    {
        if (option is TcpOption<bool> && !option.IsForCreation)
        {
            return bool.Parse(text);
        }

        Assert.That(option.TryParse(text, TcpSocketOptions.Default, out TcpSocketOptions? options), $"{option}: '{text}'");
        return typeof(TcpSocketOptions).GetProperty(option.PropertyName)!.GetValue(options)!;
    }

    private static Type TypeOf(TcpOption option) => option.GetType().GetGenericArguments().Single();

    private static object ReadAs<T>(ITcpOptionAccess options, TcpOption<T> option)
        where T : notnull
    {
        TcpResult<T> found = options.Get(option);
        return found.TryGetValue(out T? value) ? value : found.Error;
    }
}
