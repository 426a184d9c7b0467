using System.Diagnostics.CodeAnalysis;

namespace TcpBackends.Samples.BackendDifferences;

/// <summary>The command line.</summary>
internal sealed record Arguments
{
    public const string Usage = """
        Observes, live over loopback, every difference between the backends inet and socket that the gen_tcp manual
        documents, and compares it with the manual.

        Usage: dotnet run --project samples/BackendDifferences [-- OPTIONS]

          --json FILE   also write the findings to FILE, as an array of
                        {difference, inet, socket, manual, agrees}
          --example     run the example of the README instead
          --help        show this

        Exit status: 0 every observation agrees with the manual, 1 one does not, 2 the arguments cannot be used.
        """;

    public bool Help { get; private init; }

    public bool Example { get; private init; }

    public string? JsonFile { get; private init; }

    public static bool TryParse(
        ReadOnlySpan<string> args,
        [NotNullWhen(true)] out Arguments? arguments,
        [NotNullWhen(false)] out string? error)
    {
        arguments = new Arguments();
        error = null;
        while (args is [string option, .. ReadOnlySpan<string> rest])
        {
            args = rest;
            switch (option)
            {
                case "--help" or "-h":
                    arguments = arguments with { Help = true };
                    break;
                case "--example":
                    arguments = arguments with { Example = true };
                    break;
                case "--json" when rest is [{ Length: > 0 } file, ..]:
                    arguments = arguments with { JsonFile = file };
                    args = rest[1..];
                    break;
                default:
                    error = option == "--json" ? "--json needs a file name." : $"Unknown argument: {option}";
                    arguments = null;
                    return false;
            }
        }

        return true;
    }
}
