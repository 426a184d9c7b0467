using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace TcpBackends.Benchmarks.Harness;

/// <summary>Reads the command line of a subject.</summary>
/// <param name="selector">The option that says who does it, such as <c>--backend</c>.</param>
/// <param name="names">The values it takes.</param>
public sealed class SubjectArguments(string selector, IReadOnlyList<string> names)
{
    private static readonly string[] Verbs = Enum.GetNames<SubjectVerb>();

    public string Usage => $"""
        Usage: {selector} {string.Join('|', names)} VERB [OPTIONS]     all traffic is on 127.0.0.1

          echo --port P          sends every packet of type 4 back, in order, one send call a packet
          sink --port P          receives and forgets
          acceptclose --port P   accepts connections and closes them at once
          sendbulk --to P --seconds N [--size 65536]    sends raw chunks, one awaited call a chunk
          sendsmall --to P --seconds N [--size 100]     sends packets of type 4, one awaited call a packet
          decode --type 4|line|http --file F --seconds N    decodes the bytes of a file again and again

        Servers print "READY <port>" when they listen; port 0 lets the system choose. The others print a line of JSON.

          --nodelay                    sets nodelay
          --delay-send                 sets delay_send, with high_watermark {SubjectCommand.DelayedBytes}
          --active true|once|N|false   receives in active mode (echo and sink); false is the default
          --max-seconds M              ends the process after M seconds, whatever it is doing
        """;

    public bool TryParse(
        IReadOnlyList<string> args,
        [NotNullWhen(true)] out SubjectCommand? command,
        [NotNullWhen(false)] out string? error)
    {
        command = null;
        string? name = null;
        SubjectVerb? verb = null;
        var options = new SubjectCommand { Name = "", Verb = default };
        for (int i = 0; i < args.Count; i++)
        {
            string argument = args[i];
            if (argument is "--nodelay" or "--delay-send")
            {
                options = argument == "--nodelay" ? options with { NoDelay = true } : options with { DelaySend = true };
            }
            else if (!argument.StartsWith('-') && verb is null && Array.Find(Verbs, one => Same(one, argument)) is { } found)
            {
                verb = Enum.Parse<SubjectVerb>(found);
            }
            else if (i + 1 == args.Count)
            {
                error = $"{argument} is unknown or lacks its value.";
                return false;
            }
            else if (argument == selector)
            {
                name = args[++i];
            }
            else if (!TrySet(ref options, argument, args[++i], out error))
            {
                return false;
            }
        }

        error = name is null || !names.Contains(name) ? $"{selector} must be one of: {string.Join(", ", names)}."
            : verb is null ? "There is no verb."
            : FindMissing(verb.Value, options);
        command = error is null ? options with { Name = name!, Verb = verb!.Value } : null;
        return command is not null;
    }

    private static bool TrySet(
        ref SubjectCommand command, string option, string value, [NotNullWhen(false)] out string? error)
    {
        bool isCount = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int count);
        bool isTime = double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double time) && time >= 0;
        SubjectCommand? changed = option switch
        {
            "--port" when isCount && count <= ushort.MaxValue => command with { Port = count },
            "--to" when isCount && count is > 0 and <= ushort.MaxValue => command with { To = count },
            "--size" when isCount => command with { Size = count },
            "--seconds" when isTime => command with { Seconds = time },
            "--max-seconds" when isTime => command with { MaxSeconds = time },
            "--active" when (isCount && count is > 0 and <= short.MaxValue) || value is "true" or "once" or "false" => command with { Active = value },
            "--type" when value is "4" or "line" or "http" => command with { Type = value },
            "--file" => command with { File = value },
            _ => null,
        };
        error = changed is null ? $"{option} {value} is not understood." : null;
        command = changed ?? command;
        return changed is not null;
    }

    private static string? FindMissing(SubjectVerb verb, SubjectCommand command) => verb switch
    {
        SubjectVerb.SendBulk or SubjectVerb.SendSmall when command.To == 0 => "--to is missing.",
        SubjectVerb.SendBulk or SubjectVerb.SendSmall or SubjectVerb.Decode when command.Seconds <= 0 =>
            "--seconds is missing.",
        SubjectVerb.SendBulk when command.Size == 0 => "--size must be at least 1.",
        SubjectVerb.Decode when command.Type.Length == 0 => "--type is missing.",
        SubjectVerb.Decode when command.File.Length == 0 => "--file is missing.",
        _ => null,
    };

    private static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);
}
