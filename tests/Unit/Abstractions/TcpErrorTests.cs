using System.Text.RegularExpressions;

namespace TcpBackends.Tests.Unit.Abstractions;

internal sealed partial class TcpErrorTests
{
    [TestCase(TcpError.None, "ok")]
    [TestCase(TcpError.Closed, "closed")]
    [TestCase(TcpError.Timeout, "timeout")]
    [TestCase(TcpError.NxDomain, "nxdomain")]
    [TestCase(TcpError.NotAvailable, "not_available")]
    [TestCase(TcpError.EAddrInUse, "eaddrinuse")]
    [TestCase(TcpError.EConnReset, "econnreset")]
    [TestCase(TcpError.EMFile, "emfile")]
    [TestCase(TcpError.ENotConn, "enotconn")]
    [TestCase(TcpError.ETimedOut, "etimedout")]
    [TestCase(TcpError.Unknown, "unknown")]
    public void ToAtom_is_what_gen_tcp_says(TcpError error, string atom) =>
        Assert.That(error.ToAtom(), Is.EqualTo(atom));

    [Test]
    public void Every_error_has_an_atom_of_its_own()
    {
        string[] atoms = [.. Enum.GetValues<TcpError>().Select(error => error.ToAtom())];

        Assert.That(atoms, Is.Unique.And.All.Matches<string>(atom => Atom().IsMatch(atom)));
    }

    [TestCase(-1)]
    [TestCase((int)TcpError.Unknown + 1)]
    public void ToAtom_refuses_an_undefined_value(int value) =>
        Assert.That(() => ((TcpError)value).ToAtom(), Throws.TypeOf<ArgumentOutOfRangeException>());

    [Test]
    public void The_default_value_is_no_error() => Assert.That(default(TcpError), Is.EqualTo(TcpError.None));

    [GeneratedRegex("^[a-z][a-z0-9_]*$")]
    private static partial Regex Atom();
}
