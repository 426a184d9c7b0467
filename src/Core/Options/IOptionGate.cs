namespace TcpBackends.Core.Options;

/// <summary>What the state of a socket says about using an option.</summary>
internal interface IOptionGate
{
    /// <param name="option">The option; null: none in particular, as when an empty list is set.</param>
    /// <param name="isSystem">Whether the operating system keeps it.</param>
    /// <param name="isSet">Whether it is set, not read.</param>
    /// <returns>
    /// None: go on. NotAvailable: there is nothing to ask any more, so reading leaves it out and setting succeeds without effect.
    /// Else the answer.
    /// </returns>
    TcpError CheckOption(TcpOption? option, bool isSystem, bool isSet);
}
