namespace TcpBackends.Core.Waiting;

/// <summary>What is left to the end of an <see cref="InlineTurn"/>, or of its round.</summary>
internal interface ITurnWork
{
    /// <summary>The end has come, or another thread goes on in place of this one. Called once, with no lock held.</summary>
    void OnTurnEnd(InlineTurn turn);

    /// <summary>The caller is still at it after some milliseconds. Called on another thread; it must not wait for anything.</summary>
    /// <returns>Whether something is still left to the end.</returns>
    bool OnTurnGoesOn();
}
