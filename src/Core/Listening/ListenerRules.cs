namespace TcpBackends.Core.Listening;

/// <summary>How the backends differ in a listener.</summary>
/// <param name="BackendName">The name of the backend.</param>
/// <param name="AfterClose">What names, options and counters of a closed one say.</param>
/// <param name="CloseAgain">What closing again says.</param>
/// <param name="FalseTellsPassive">Whether making one passive that has a count tells its owner that it is.</param>
internal sealed record ListenerRules(
    string BackendName, TcpError AfterClose, TcpError CloseAgain, bool FalseTellsPassive);
