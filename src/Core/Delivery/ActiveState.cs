namespace TcpBackends.Core.Delivery;

/// <summary>The active mode of one socket, and the arithmetic of its count.</summary>
internal struct ActiveState
{
    private TcpActive _value;

    public readonly bool IsActive => _value.Mode != TcpActiveMode.False;

    public readonly TcpActive Value => _value;

    /// <summary>Changes the mode, or adds to the count that is left.</summary>
    /// <param name="value">The mode, or the number to add.</param>
    /// <param name="ranOut">Whether nothing is left of a count, so that the socket is passive, and its owner is to be told.</param>
    /// <returns>EInval: the sum is too large, and nothing has changed.</returns>
    public TcpError Set(TcpActive value, out bool ranOut)
    {
        ranOut = false;
        if (value.Mode == TcpActiveMode.Count)
        {
            int sum = value.Remaining + _value.Remaining;
            if (sum > short.MaxValue)
            {
                return TcpError.EInval;
            }

            ranOut = sum <= 0;
            value = ranOut ? TcpActive.False : TcpActive.Count(sum);
        }

        _value = value;
        return TcpError.None;
    }

    /// <summary>A packet was delivered. True: it was the last one of a count.</summary>
    public bool CountPacket()
    {
        bool isLast = _value.Mode == TcpActiveMode.Count && _value.Remaining == 1;
        _value = _value.Mode switch
        {
            TcpActiveMode.Once => TcpActive.False,
            TcpActiveMode.Count when isLast => TcpActive.False,
            TcpActiveMode.Count => TcpActive.Count(_value.Remaining - 1),
            _ => _value,
        };
        return isLast;
    }
}
