namespace TcpBackends.Core.Listening;

/// <summary>How the backends differ in what a closed listener says.</summary>
/// <param name="BackendName">The name of the backend.</param>
/// <param name="AfterClose">What names, options and counters say.</param>
/// <param name="CloseAgain">What closing again says.</param>
internal sealed record ListenerRules(string BackendName, TcpError AfterClose, TcpError CloseAgain);
