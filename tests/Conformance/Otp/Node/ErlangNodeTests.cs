using TcpBackends.Tests.Conformance.Otp.Adapter;
using TcpBackends.Tests.Conformance.Otp.Terms;

namespace TcpBackends.Tests.Conformance.Otp.Node;

[OtpReferee]
public sealed class ErlangNodeTests
{
    private ErlangNode _node = null!;

    [SetUp]
    public void Start() => _node = NodePool.StartAnother();

    [TearDown]
    public void End() => _node.Dispose();

    [Test]
    public void A_call_returns_a_value() =>
        Assert.That(Call("erlang", "byte_size", new byte[100_000]).ToString(), Is.EqualTo("{value,100000}"));

    [Test]
    public void A_call_that_raises_says_what()
    {
        Assert.That(Call("erlang", "exit", Term.Atom("badarg")).ToString(), Does.StartWith("{raised,exit,badarg,"));
        Assert.That(Call("erlang", "list_to_atom", 5).ToString(), Does.StartWith("{raised,error,badarg,"));
        Assert.That(Call("erlang", "exit", Term.Tuple(1, 2)).ToString(), Does.StartWith("{raised,exit,other,"));
    }

    [Test]
    public async Task A_call_that_waits_is_known_to_wait_and_can_be_cancelled()
    {
        NodeCall waiting = _node.Begin(Request("call", "timer", "sleep", Term.Atom("infinity")));
        Assert.That(waiting.Answer.IsCompleted, Is.False);

        _node.Cancel(waiting);

        Assert.That((await waiting.Answer).ToString(), Is.EqualTo("cancelled"));
    }

    [Test]
    public void A_reset_ends_what_was_started()
    {
        string processes = Call("erlang", "system_info", Term.Atom("process_count")).ToString()!;
        Term listening = _node.Complete(_node.Begin(Request("open", "gen_tcp", "listen", 0, Term.EmptyList)));
        Assert.That(listening.ToString(), Does.StartWith("{value,{ok,"));
        Assert.That(
            Call("erlang", "system_info", Term.Atom("process_count")).ToString(), Is.Not.EqualTo(processes), "it has an owner");

        _node.Complete(_node.Begin(Term.Atom("reset")));

        Assert.That(Call("erlang", "system_info", Term.Atom("process_count")).ToString(), Is.EqualTo(processes));
    }

    [Test]
    public void A_node_that_ends_fails_what_it_was_asked()
    {
        NodeCall other = _node.Begin(Request("call", "timer", "sleep", Term.Atom("infinity")));

        Assert.That(
            () => Call("erlang", "halt", 3), Throws.TypeOf<NodeFailedException>().With.Message.Contains("ended with status 3"));

        Assert.That(() => other.Result, Throws.TypeOf<NodeFailedException>());
        Assert.That(_node.IsAlive, Is.False);
        Assert.That(() => Call("erlang", "node"), Throws.TypeOf<NodeFailedException>(), "nobody waits for it");
    }

    [Test]
    public void A_node_that_hangs_is_killed()
    {
        Call("erlang", "node");
        _node.AnswerLimit = TimeSpan.FromSeconds(1);
        Term endless = Term.Tuple(Term.Atom("named_fun"), 1, Term.Atom("Loop"), Term.List([Clause(Loop())]));

        Assert.That(
            () => Call("erl_eval", "expr", Term.Tuple(Term.Atom("call"), 1, endless, Term.EmptyList), Term.EmptyList),
            Throws.TypeOf<NodeFailedException>().With.Message.Contains("is not answered after 1 s"));

        Assert.That(_node.IsAlive, Is.False);
    }

    [Test]
    public void Its_last_words_are_told() =>
        Assert.That(
            () => _node.Complete(_node.Begin(Term.Atom("nonsense"))),
            Throws.TypeOf<NodeFailedException>()
                .With.Message.Contains("ended with status 1")
                .And.Message.Contains("The referee is broken").And.Message.Contains("nonsense"));

    [Test]
    public void It_ends_with_the_process_that_started_it_whatever_it_is_doing()
    {
        Call("erlang", "node");
        NodeCall waiting = _node.Begin(Request("call", "timer", "sleep", Term.Atom("infinity")));

        Assert.That(_node.End(), Is.Zero, "it need not be killed");
        Assert.That(() => waiting.Result, Throws.TypeOf<NodeFailedException>());
    }

    [Test]
    public async Task A_node_that_fails_fails_no_other_test()
    {
        var broken = new OtpBackend(TcpBackendNames.Inet, null);
        Assert.That(() => broken.Crash(), Throws.TypeOf<NodeFailedException>());
        await broken.DisposeAsync();

        await using var next = new OtpBackend(TcpBackendNames.Inet, null);
        await using ITcpListener listener = (await next.ListenAsync(0)).Value;
        Assert.That(listener.LocalEndPoint.IsOk);
    }

    private static TupleTerm Clause(Term body) =>
        Term.Tuple(Term.Atom("clause"), 1, Term.EmptyList, Term.EmptyList, Term.List([body]));

    private static TupleTerm Loop() =>
        Term.Tuple(Term.Atom("call"), 1, Term.Tuple(Term.Atom("var"), 1, Term.Atom("Loop")), Term.EmptyList);

    private static TupleTerm Request(string kind, string module, string function, params Term[] arguments) =>
        Term.Tuple(Term.Atom(kind), Term.Atom(module), Term.Atom(function), Term.List(arguments));

    private Term Call(string module, string function, params Term[] arguments) =>
        _node.Complete(_node.Begin(Request("call", module, function, arguments)));
}
