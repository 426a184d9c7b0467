namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>How a backend refuses an address it cannot use: with an exception (badarg), or with an error value.</summary>
public sealed record Refusal
{
    private readonly TcpError _error;

    private Refusal(TcpError error) => _error = error;

    public static Refusal Throws { get; } = new(TcpError.None);

    public static Refusal Returns(TcpError error) => new(error);

    public async Task AssertAsync<T>(Func<Task<TcpResult<T>>> call, string rule)
    {
        if (_error == TcpError.None)
        {
            await Assert.ThatAsync(call, NUnit.Framework.Throws.InstanceOf<ArgumentException>(), rule);
            return;
        }

        ArgumentNullException.ThrowIfNull(call);
        Outcome.Is(await call(), _error, rule);
    }
}
