namespace TcpBackends.Tools.Observations;

/// <summary>The table against the observations themselves: each is counted by the first row that matches it.</summary>
internal static class Comparison
{
    public static IEnumerable<string> Mistakes(IReadOnlyList<ObservationRow> rows, IReadOnlyList<Observation> observations)
    {
        var counts = rows.ToDictionary(row => row, _ => 0);
        foreach (Observation observation in observations)
        {
            if (rows.FirstOrDefault(row => row.Matches(observation)) is not { } found)
            {
                yield return $"no row for {observation.Topic} | {observation.Case}";
                continue;
            }

            counts[found]++;
        }

        foreach ((ObservationRow row, int count) in counts)
        {
            if (count != row.Lines)
            {
                yield return $"{row} says {row.Lines}, but there are {count}";
            }
        }
    }
}
