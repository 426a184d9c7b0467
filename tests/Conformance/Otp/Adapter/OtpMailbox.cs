using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using TcpBackends.Tests.Conformance.Otp.Terms;

namespace TcpBackends.Tests.Conformance.Otp.Adapter;

/// <summary>
/// An Erlang process that owns sockets. What they tell it stays in its message queue until it is read here, so that
/// <c>controlling_process</c> finds it there.
/// </summary>
internal sealed class OtpMailbox(OtpCalls calls, Term number) : ITcpMailbox
{
    /// <summary>Stands for the process in calls.</summary>
    public Term Reference { get; } = Term.Tuple(Term.Atom("mailbox"), number);

    public ChannelReader<TcpMessage> Messages => new Reader(calls, Term.Tuple(Term.Atom("mailbox"), number));

    public TcpResult HandOver(ITcpEndpoint endpoint, ITcpMailbox newOwner)
    {
        var otpEndpoint = (OtpEndpoint)endpoint;
        var to = (OtpMailbox)newOwner;
        TcpResult result = Answers.ToResult(
            calls.CallIn(this, "gen_tcp:controlling_process", otpEndpoint.Reference, to.Reference));
        if (result.IsOk)
        {
            otpEndpoint.Owner = to;
        }

        return result;
    }

    /// <summary>Ends the process, and with it the sockets that it owns.</summary>
    public async ValueTask DisposeAsync()
    {
        if (calls.IsAlive)
        {
            await calls.CallAsync("referee_mailbox:stop", [Reference], CancellationToken.None);
        }
    }

    private sealed class Reader(OtpCalls calls, Term mailbox) : ChannelReader<TcpMessage>
    {
        public override bool TryRead([MaybeNullWhen(false)] out TcpMessage item)
        {
            item = MessageTerms.ToMessage(calls.Call("referee_mailbox:take", mailbox, Term.Atom("session")), calls.Sockets);
            return item is not null;
        }

        public override async ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken = default) =>
            (await calls.CallAsync("referee_mailbox:wait", [mailbox], cancellationToken)).Is("true");
    }
}
