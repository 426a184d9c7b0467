namespace TcpBackends;

/// <summary>Reads and changes the options of a socket or listener at run time.</summary>
public interface ITcpOptionAccess
{
    /// <summary>Reads an option. Erlang: <c>inet:getopts/2</c>.</summary>
    /// <typeparam name="T">The type of its value.</typeparam>
    /// <param name="option">One of <see cref="TcpOptions"/>.</param>
    /// <returns>
    /// The value, or <see cref="TcpError.NotAvailable"/> (this socket or backend does not have it, or the connection is
    /// gone: getopts leaves it out), <c>einval</c> (on <c>inet</c>, closed, or an option that counts only at creation;
    /// on <c>socket</c>, after a reset), or <c>closed</c> (on <c>socket</c>, closed).
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="option"/> is null.</exception>
    TcpResult<T> Get<T>(TcpOption<T> option);

    /// <summary>Changes an option. Erlang: <c>inet:setopts/2</c>.</summary>
    /// <typeparam name="T">The type of its value.</typeparam>
    /// <param name="option">One of <see cref="TcpOptions"/>.</param>
    /// <param name="value">The new value, within the option's range: <see cref="TcpOption.Allowed"/>.</param>
    /// <returns>
    /// Success, or <c>einval</c> (out of range, not changeable now, or, on <c>inet</c>, closed), <c>closed</c> (on
    /// <c>socket</c>), and on <c>socket</c> what the system says, such as <c>enotsup</c>; <c>inet</c> ignores that, or says
    /// <c>einval</c>: see <see cref="TcpOptionConduct.Handling"/> of the option's <see cref="TcpOption.Traits"/>.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="option"/> is null.</exception>
    TcpResult Set<T>(TcpOption<T> option, T value);

    /// <summary>
    /// Changes several options: all are checked before any is changed, then they are applied in order. Erlang:
    /// <c>inet:setopts/2</c>.
    /// </summary>
    /// <param name="settings">Made by <see cref="TcpOption{T}.With"/>. May be empty.</param>
    /// <returns>
    /// Success, or an error as in <see cref="Set{T}(TcpOption{T}, T)"/>: of the check, and nothing is changed; or of
    /// the system, and the settings before it stay applied.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="settings"/> is null.</exception>
    TcpResult Set(IReadOnlyList<TcpOptionSetting> settings);
}
