using TcpBackends.Tests.Conformance.Differential.Steps;

namespace TcpBackends.Tests.Conformance.Differential.Running;

/// <summary>Does a sequence on both sides, step by step, and compares what is seen of each step and of what waited before it.</summary>
internal sealed class Lockstep
{
    private readonly World _world;
    private readonly Trace _trace;
    private readonly List<string> _deviations = [];
    private readonly List<string> _details = [];
    private int _steps;
    private bool _isOver;

    private Lockstep(World world)
    {
        _world = world;
        _trace = new Trace(world.Ours.Subject.ToString(), world.Theirs.Subject.ToString());
    }

    public static async Task<Verdict> RunAsync(Sequence sequence, TracePair pair, CancellationToken token)
    {
        await using Side ours = await Side.OpenAsync(pair.Ours, sequence, token);
        await using Side theirs = await Side.OpenAsync(pair.Theirs, sequence, token);
        var lockstep = new Lockstep(new World(ours, theirs, sequence));
        string? disagreement = await lockstep.RunAsync(sequence);
        return new Verdict(disagreement, lockstep._trace, lockstep._steps, lockstep._deviations);
    }

    private async Task<string?> RunAsync(Sequence sequence)
    {
        for (int i = 0; i < sequence.Steps.Count; i++)
        {
            Step step = sequence.Steps[i];
            bool readsMail = i + 1 == sequence.Steps.Count || sequence.Steps[i + 1] is not HandOver;
            if (step.Refuse(_world) is { } reason)
            {
                _trace.Add(step.ToString(), $"({reason})", $"({reason})");
                if (step is HandOver && await CompareMailAsync(_world.HasOutputInFlight) is { } difference)
                {
                    return difference;
                }
            }
            else if (await PerformAsync(step, readsMail) is { } disagreement)
            {
                return disagreement;
            }

            if (_isOver)
            {
                return null;
            }
        }

        foreach (Step step in LastSteps.Of(_world).TakeWhile(_ => !_isOver))
        {
            if (await PerformAsync(step) is { } disagreement)
            {
                return disagreement;
            }
        }

        return _isOver || _world.Ours.Waiting.Count == 0 ? null : "Calls wait although the socket is closed.";
    }

    private async Task<string?> PerformAsync(Step step, bool readsMail = true)
    {
        _steps++;
        bool mayWait = step.MayWait(_world);
        bool hadOutput = _world.HasOutputInFlight || _world.WaitingSends > 0;
        _world.LookForReadAhead();
        step.Prepare(_world);
        Call[] calls = Array.ConvertAll(_world.Sides, side => Begin(step, side));
        if (!mayWait)
        {
            await Timing.WithinLimitAsync(() => calls.All(call => call.IsDone), _world.Ours.Token);
        }

        await Task.WhenAll(_world.Sides.Select(side => Settling.SettleAsync(_world, side)));
        if (await EndsAloneAsync())
        {
            return null;
        }

        return await CompareAsync(calls, hadOutput)
            ?? (_world.HasMail && readsMail ? await CompareMailAsync(hadOutput) : null)
            ?? await CompareKernelAsync();
    }

    /// <summary>Whether a listed deviation leaves nothing that could be compared.</summary>
    private async Task<bool> EndsAloneAsync()
    {
        string? entry = null;
        if (ListedDeviations.MayEndAlone(_world))
        {
            await Timing.WithinLimitAsync(
                () =>
                {
                    Array.ForEach(_world.Sides, side => side.Mail.Collect());
                    entry = ListedDeviations.ExplainsEnd(_world);
                    return entry is not null || Told(_world.Ours) == Told(_world.Theirs);
                },
                _world.Ours.Token);
        }

        if (entry is null)
        {
            return false;
        }

        _deviations.Add(entry);
        _trace.Add($"  told [listed: {entry}]", Told(_world.Ours), Told(_world.Theirs));
        return _isOver = true;
    }

    private Call Begin(Step step, Side side)
    {
        var call = new Call(_steps, step, step.RunAsync(_world, side));
        side.Waiting.Add(call);
        return call;
    }

    /// <summary>Compares the calls that are done now; those that still wait must wait on both sides.</summary>
    private async Task<string?> CompareAsync(Call[] latest, bool hadOutput)
    {
        var (ours, theirs) = (_world.Ours.Waiting, _world.Theirs.Waiting);
        string? disagreement = null;
        for (int i = 0; i < ours.Count && disagreement is null; i++)
        {
            var (our, their) = (ours[i], theirs[i]);
            bool isUndecided = _world.IsLoose && our.Kind == CallKind.Send;
            if (our.IsDone != their.IsDone && !isUndecided)
            {
                await Timing.WithinLimitAsync(() => our.IsDone && their.IsDone, _world.Ours.Token);
            }

            if (our.IsDone && their.IsDone)
            {
                disagreement = Decide(our.Step, await our.Task, await their.Task, hadOutput);
                ours.RemoveAt(i);
                theirs.RemoveAt(i--);
            }
            else if (our.IsDone != their.IsDone && !isUndecided)
            {
                disagreement = $"'{our.Step}' waits on one side only.";
            }

            if (our == latest[0] || our.IsDone || disagreement is not null)
            {
                string name = our == latest[0] ? our.Step.ToString() : $"  and '{our.Step}' of step {our.Number}";
                string detail = string.Concat(_details.Select(text => $" [{text}]"));
                _trace.Add(name + detail, await our.DescribeAsync(), await their.DescribeAsync());
                _details.Clear();
            }
        }

        return disagreement;
    }

    private string? Decide(Step step, Observation ours, Observation theirs, bool hadOutput)
    {
        if (ours.Text != theirs.Text)
        {
            if (ListedDeviations.Find(_world, step, ours, theirs) is not { } entry)
            {
                return $"'{step}' is answered differently.";
            }

            _deviations.Add(entry);
            _details.Add($"listed: {entry}");
        }

        step.Learn(_world, ours);
        bool closes = ours.Error == TcpError.Timeout && step is Send && _world.Options.SendTimeoutClose == true;
        bool ends = ours.Error is TcpError.Closed or TcpError.EConnReset or TcpError.EMsgSize;
        _world.TailIsUncertain |= closes || (ends && hadOutput && (_world.IsInet || step is Send));
        return null;
    }

    /// <summary>The owners must have been told the same, sooner or later, and the socket be as active as the other one.</summary>
    private async Task<string?> CompareMailAsync(bool hadOutput)
    {
        bool isSame = await Timing.WithinLimitAsync(
            () =>
            {
                _world.Ours.Mail.Collect();
                _world.Theirs.Mail.Collect();
                return Told(_world.Ours) == Told(_world.Theirs) || ListedDeviations.ExplainsMail(_world) is not null;
            },
            _world.Ours.Token);
        (string ours, string theirs) = (Told(_world.Ours), Told(_world.Theirs));
        if (ours != theirs && isSame)
        {
            _deviations.Add(ListedDeviations.ExplainsMail(_world)!);
        }

        if (_world.Sides.Any(side => side.Mail.Told.Any()) || !isSame)
        {
            _trace.Add("  told", ours, theirs);
        }

        if (!isSame)
        {
            return "The owners are told different things.";
        }

        LearnMail(hadOutput);
        return null;
    }

    private void LearnMail(bool hadOutput)
    {
        foreach (TcpMessage message in _world.Ours.Mail.Told)
        {
            if (message is TcpDataMessage data)
            {
                _world.Input.Consume((int)_world.Packet + data.Packet.Length);
                _world.PollHasFailed = false;
            }
            else if (message is TcpClosedMessage)
            {
                _world.EndWasTold = true;
                _world.ResetWasRead |= _world.ResetArrived && !_world.SendMetReset;
                _world.TailIsUncertain |= hadOutput && _world.IsInet;
                _world.Input.Clear();
            }
        }

        bool isActive = _world.Ours.IsActive;
        _world.WasMadePassive &= !isActive;
        _world.IsActive = isActive;
        Array.ForEach(_world.Sides, side => side.Mail.Clear());
    }

    private string Told(Side side) => $"active {side.Active}{side.Mail.Describe(_world.Packet)}";

    /// <summary>The kernel must see the two connections in the same state, sooner or later.</summary>
    private async Task<string?> CompareKernelAsync()
    {
        // Listed: who closes with less unread may say FIN where the other one resets.
        bool isSame = await Timing.WithinLimitAsync(
            () => Describe(_world.Ours) == Describe(_world.Theirs)
                || (_world.HasReadAhead && _world.Sides.All(side => side.Kernel is not { IsHeld: true })),
            _world.Ours.Token);
        _world.ResetArrived |= _world.PeerIsGone && !_world.IsClosed && Describe(_world.Ours) == Over;
        if (isSame)
        {
            return null;
        }

        _trace.Add("the kernel's view", Describe(_world.Ours), Describe(_world.Theirs));
        return "The kernel sees the connections in different states.";
    }

    private const string Over = "over";

    private static string Describe(Side side) => side.Kernel switch
    {
        null or { State: KernelTcpState.TimeWait } => Over,
        { IsHeld: true } kernel => kernel.State.ToString(),
        { } kernel => $"{kernel.State}, closed",
    };
}
