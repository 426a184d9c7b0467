namespace TcpBackends.Core.Options;

/// <summary>What the state of a socket says about using an option.</summary>
internal interface IOptionGate
{
    /// <returns>
    /// None: go on. NotAvailable: there is nothing to ask any more, so reading leaves it out and setting succeeds without effect.
    /// Else the answer.
    /// </returns>
    TcpError CheckOption(TcpOption option, bool isSystem, bool isSet);
}
