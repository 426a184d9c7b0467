using System.Diagnostics.CodeAnalysis;

namespace TcpBackends;

/// <summary>The outcome of an operation with a value: Erlang's <c>{ok, Value} | {error, Reason}</c>.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public readonly struct TcpResult<T> : IEquatable<TcpResult<T>>
{
    private readonly T _value;

    /// <summary>A success.</summary>
    /// <param name="value">The value.</param>
    public TcpResult(T value)
    {
        _value = value;
        Error = TcpError.None;
    }

    /// <summary>A failure.</summary>
    /// <param name="error">Why; not <see cref="TcpError.None"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="error"/> is <see cref="TcpError.None"/>.</exception>
    public TcpResult(TcpError error)
    {
        if (error == TcpError.None)
        {
            throw new ArgumentException("A failure needs an error; a success needs a value.", nameof(error));
        }

        _value = default!;
        Error = error;
    }

    /// <summary>Why it failed, or <see cref="TcpError.None"/>.</summary>
    public TcpError Error { get; }

    /// <summary>Whether there is a value.</summary>
    public bool IsOk => Error == TcpError.None;

    /// <summary>The value.</summary>
    /// <exception cref="TcpException">The operation failed.</exception>
    public T Value
    {
        get
        {
            ThrowIfError();
            return _value;
        }
    }

    /// <summary>Makes a success of a value.</summary>
    /// <param name="value">The value.</param>
    [SuppressMessage("Usage", "CA2225", Justification = "The constructors are the named alternates.")]
    public static implicit operator TcpResult<T>(T value) => new(value);

    /// <summary>Makes a failure of an error.</summary>
    /// <param name="error">Why; not <see cref="TcpError.None"/>.</param>
    [SuppressMessage("Usage", "CA2225", Justification = "The constructors are the named alternates.")]
    public static implicit operator TcpResult<T>(TcpError error) => new(error);

    /// <summary>Whether two results have the same error and equal values.</summary>
    public static bool operator ==(TcpResult<T> left, TcpResult<T> right) => left.Equals(right);

    /// <summary>Whether two results differ.</summary>
    public static bool operator !=(TcpResult<T> left, TcpResult<T> right) => !left.Equals(right);

    /// <summary>Gets the value without an exception.</summary>
    /// <param name="value">The value, if there is one.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryGetValue([MaybeNullWhen(false)] out T value)
    {
        value = _value;
        return IsOk;
    }

    /// <summary>Throws if the operation failed.</summary>
    /// <exception cref="TcpException">The operation failed.</exception>
    public void ThrowIfError()
    {
        if (Error != TcpError.None)
        {
            throw new TcpException(Error);
        }
    }

    /// <inheritdoc/>
    public bool Equals(TcpResult<T> other) =>
        Error == other.Error && EqualityComparer<T>.Default.Equals(_value, other._value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TcpResult<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Error, _value);

    /// <summary>The result as gen_tcp would print it.</summary>
    public override string ToString() => IsOk ? $"{{ok,{_value}}}" : $"{{error,{Error.ToAtom()}}}";
}
