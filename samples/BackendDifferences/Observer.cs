namespace TcpBackends.Samples.BackendDifferences;

/// <summary>Observes differences on both backends, each within a time limit.</summary>
internal sealed class Observer(ITcpBackend inet, ITcpBackend socket)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    public async Task<Finding> ObserveAsync(IDifference difference, CancellationToken cancellationToken)
    {
        string[] observed = await Task.WhenAll(
            AskAsync(difference, inet, cancellationToken),
            AskAsync(difference, socket, cancellationToken));
        return new Finding(
            difference.Title, new Answers(observed[0], observed[1]), difference.Expected, difference.Manual);
    }

    private static async Task<string> AskAsync(
        IDifference difference, ITcpBackend backend, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            return await difference.ObserveAsync(backend, limit.Token).WaitAsync(Limit + Grace, CancellationToken.None);
        }
        catch (Exception exception) when (exception is OperationCanceledException or TimeoutException)
        {
            return "no answer in time";
        }
        catch (Exception exception)
        {
            // Whatever went wrong is this cell's answer: it agrees with nothing, and the other cells are still filled.
            return $"failed: {exception.Message}";
        }
    }
}
