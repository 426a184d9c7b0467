using System.Net;
using TcpBackends.Core.Io;

namespace TcpBackends.Core.Connecting;

/// <summary>One attempt to connect one socket to one address.</summary>
internal sealed class ConnectAttempt(IIoSocket io) : IIoEvents
{
    private TaskCompletionSource _writable = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="remote">The destination.</param>
    /// <param name="once">Whether to look only once at what became of it.</param>
    /// <param name="cancellationToken">Abandons the attempt.</param>
    /// <returns>None, EInProgress (only with <paramref name="once"/>), or why it failed.</returns>
    public async Task<TcpError> RunAsync(EndPoint remote, bool once, CancellationToken cancellationToken)
    {
        io.Start(this);
        TcpError error = io.Connect(remote);
        if (once)
        {
            return error == TcpError.EInProgress ? io.FinishConnect() : error;
        }

        while (error == TcpError.EInProgress)
        {
            if (io.WaitWritable())
            {
                await Volatile.Read(ref _writable).Task.WaitAsync(cancellationToken).ConfigureAwait(false);
                Volatile.Write(ref _writable, new(TaskCreationOptions.RunContinuationsAsynchronously));
            }

            error = io.FinishConnect();
        }

        return error;
    }

    public void OnReadable()
    {
        // Nothing reads before the connection is there.
    }

    public void OnWritable() => Volatile.Read(ref _writable).TrySetResult();
}
