namespace TcpBackends.Core.Io;

/// <summary>
/// Hears that a wait is over. Called from a thread of the platform, which must not be blocked; may be spurious, so the answer is to
/// try again.
/// </summary>
internal interface IIoEvents
{
    void OnReadable();

    void OnWritable();
}
