namespace TcpBackends;

/// <summary>
/// What closing does with unsent data. Erlang: <c>{linger, {Enabled, Seconds}}</c>; default <c>{false, 0}</c>.
/// </summary>
/// <param name="Enabled">Whether <paramref name="Seconds"/> counts.</param>
/// <param name="Seconds">
/// How long closing waits for unsent data, in seconds, 0 to 65535. With 0 unsent data is discarded and the peer gets a
/// reset.
/// </param>
public readonly record struct TcpLinger(bool Enabled, int Seconds)
{
    /// <summary>
    /// The default: close returns when the data is handed over, the kernel sends it in the background.
    /// </summary>
    public static TcpLinger Off => default;

    /// <summary>Discards unsent data and resets the connection. Erlang: <c>{linger, {true, 0}}</c>.</summary>
    public static TcpLinger Reset => new(true, 0);
}
