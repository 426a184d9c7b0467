using TcpBackends.Tools.Observations;
using TcpBackends.Tools.Observations.Documents;

var repository = Repository.Find(AppContext.BaseDirectory);
IReadOnlyList<ObservationRow> rows = ObservationRow.ReadAll(repository.Document("observations.md"));
var tests = TestIndex.Read(repository);

IEnumerable<string> mistakes =
    from row in rows
    from test in row.Tests
    where !tests.Has(test)
    select $"{row} names {test}, which does not exist";
if (args is [var file])
{
    mistakes = mistakes.Concat(Comparison.Mistakes(rows, Observation.ReadAll(file)));
}

string[] found = [.. mistakes];
Array.ForEach(found, Console.Error.WriteLine);
Report.Print(rows, Console.Out);
return found.Length == 0 ? 0 : 1;
