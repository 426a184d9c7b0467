namespace TcpBackends;

/// <summary>Reads and changes the options of a socket or listener at run time.</summary>
public interface ITcpOptionAccess
{
    /// <summary>Reads an option. Erlang: <c>inet:getopts/2</c>.</summary>
    /// <typeparam name="T">The type of its value.</typeparam>
    /// <param name="option">One of <see cref="TcpOptions"/>.</param>
    /// <returns>
    /// The value, or <see cref="TcpError.NotAvailable"/> (this socket or backend does not have it: getopts leaves it out),
    /// <c>einval</c> or <c>closed</c>.
    /// </returns>
    TcpResult<T> Get<T>(TcpOption<T> option);

    /// <summary>Changes an option. Erlang: <c>inet:setopts/2</c>.</summary>
    /// <typeparam name="T">The type of its value.</typeparam>
    /// <param name="option">One of <see cref="TcpOptions"/>.</param>
    /// <param name="value">The new value, within the option's range.</param>
    /// <returns>Success, or <c>einval</c> (out of range, or not changeable now), <c>closed</c>, <c>enotsup</c> or another POSIX value.</returns>
    TcpResult Set<T>(TcpOption<T> option, T value);

    /// <summary>
    /// Changes several options: all are checked before any is changed, then they are applied in order. Erlang: <c>inet:setopts/2</c>.
    /// </summary>
    /// <param name="settings">Made by <see cref="TcpOption{T}.With"/>.</param>
    /// <returns>Success, or the first error; the settings before it stay applied.</returns>
    TcpResult Set(IReadOnlyList<TcpOptionSetting> settings);
}
