namespace TcpBackends.Core.Io;

/// <summary>Waits for when an attempt may succeed.</summary>
/// <remarks>
/// While it waits a socket stays alive, even if nobody else has it. One that waits for nothing is closed when nobody has it any more.
/// </remarks>
internal interface IIoWaits
{
    /// <summary>Says who hears of readiness. Called before the first wait; called again, it moves later notifications.</summary>
    void Start(IIoEvents events);

    /// <summary>
    /// Asks for one <see cref="IIoEvents.OnReadable"/>, after an attempt that would block. False: it became readable since
    /// that attempt, so try again instead.
    /// </summary>
    bool WaitReadable();

    /// <summary>As <see cref="WaitReadable"/>, for sending and for the outcome of a connect.</summary>
    bool WaitWritable();

    /// <summary>Nobody waits any more for what <see cref="WaitReadable"/> asked for; a notification may be on its way.</summary>
    void EndWaitReadable();

    /// <summary>As <see cref="EndWaitReadable"/>.</summary>
    void EndWaitWritable();
}
