namespace TcpBackends.DirectSocket.Internal;

/// <summary>Does what must not be done under the state lock.</summary>
internal interface ISettlement
{
    void Settle(ref Aftermath aftermath);
}
