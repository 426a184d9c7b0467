using System.Numerics;

namespace TcpBackends.Tests.Conformance.Otp.Terms;

[TestFixture]
public sealed class TermTests
{
    private static IEnumerable<TestCaseData<Term, string>> Printed()
    {
        yield return new(Term.Atom("econnreset"), "econnreset");
        yield return new(Term.Atom("no such"), "'no such'");
        yield return new(true, "true");
        yield return new(0, "0");
        yield return new(-1, "-1");
        yield return new(int.MaxValue, "2147483647");
        yield return new(int.MaxValue + 1L, "2147483648");
        yield return new(long.MinValue, "-9223372036854775808");
        yield return new(new IntegerTerm(BigInteger.Pow(2, 70)), "1180591620717411303424");
        yield return new(Array.Empty<byte>(), "<<>>");
        yield return new(new byte[] { 1, 255 }, "<<1,255>>");
        yield return new(Term.Tuple(), "{}");
        yield return new(Term.Tuple(Term.Atom("ok"), 5), "{ok,5}");
        yield return new(Term.EmptyList, "[]");
        yield return new(Term.List([1, Term.List([2])]), "[1,[2]]");
        yield return new(new ListTerm([1], 2), "[1|2]");
        yield return new(new MapTerm([new(Term.Atom("a"), 1)]), "#{a => 1}");
        yield return new(Term.Characters("h\u00e4"), "[104,228]");
    }

    [TestCaseSource(nameof(Printed))]
    public void What_is_written_reads_back(Term term, string printed)
    {
        Assert.That(term.ToString(), Is.EqualTo(printed));
        Assert.That(TermReader.Read(TermWriter.ToBinary(term)).ToString(), Is.EqualTo(printed));
    }

    /// <summary>What term_to_binary makes of terms, where it has a shorter form than the one written here.</summary>
    [TestCase("8361 05", "5")]
    [TestCase("8362 FFFFFFFF", "-1")]
    [TestCase("836E 08 00 FFFFFFFFFFFFFFFF", "18446744073709551615")]
    [TestCase("836E 04 01 00000080", "-2147483648")]
    [TestCase("8364 0002 6F6B", "ok")]
    [TestCase("8373 02 6F6B", "ok")]
    [TestCase("8377 02 6F6B", "ok")]
    [TestCase("8364 0001 E4", "'\u00e4'")]
    [TestCase("8377 02 C3A4", "'\u00e4'")]
    [TestCase("836B 0003 616263", "[97,98,99]")]
    [TestCase("8368 02 64 0002 6F6B 6A", "{ok,[]}")]
    [TestCase("836C 00000001 6101 6102", "[1|2]")]
    [TestCase("8374 00000001 6101 6D 00000001 FF", "#{1 => <<255>>}")]
    public void The_node_s_own_forms_are_read(string hex, string printed) =>
        Assert.That(TermReader.Read(Bytes(hex)).ToString(), Is.EqualTo(printed));

    [TestCase("", Description = "nothing")]
    [TestCase("82 6A", Description = "another version")]
    [TestCase("836A6A", Description = "something after it")]
    [TestCase("83FF", Description = "an unknown tag")]
    [TestCase("836D 00000005 0102", Description = "cut short")]
    [TestCase("8369 7FFFFFFF", Description = "more items than bytes")]
    [TestCase("836D FFFFFFFF", Description = "a negative length")]
    public void What_is_not_a_term_is_refused(string hex) =>
        Assert.That(() => TermReader.Read(Bytes(hex)), Throws.InstanceOf<FormatException>());

    [Test]
    public void A_long_binary_is_abridged() =>
        Assert.That(((Term)new byte[1000]).ToString(), Does.EndWith("... 1000 bytes>>").And.Length.LessThan(100));

    private static byte[] Bytes(string hex) => Convert.FromHexString(string.Concat(hex.Where(char.IsAsciiHexDigit)));
}
