namespace TcpBackends;

/// <summary>The kinds of <see cref="TcpActive"/>.</summary>
public enum TcpActiveMode
{
    /// <summary>Passive: data is received by calls. Erlang: <c>false</c>.</summary>
    False,

    /// <summary>Everything is a message, without end. Erlang: <c>true</c>.</summary>
    True,

    /// <summary>The next packet is a message, then the socket is passive. Erlang: <c>once</c>.</summary>
    Once,

    /// <summary>So many packets are messages, then the socket is passive. Erlang: a number.</summary>
    Count,
}
