using TcpBackends.Core.Delivery;
using TcpBackends.Core.Options;

namespace TcpBackends.Core.Connecting;

internal sealed partial class Opener
{
    private static Mailbox? OwnerOf(TcpSocketOptions options) =>
        options.Owner is { } owner ? Mailbox.Of(owner, nameof(options)) : null;

    /// <summary>Nothing is opened for somebody who is no more. Who ends from now on, ends with a socket, which is then closed.</summary>
    private static TcpError CheckOwner(Mailbox? owner) => owner is { HasEnded: true } ? TcpError.Closed : TcpError.None;

    private TcpSocketOptions Prepare(TcpSocketOptions? options, TcpSocketOptions defaults, TcpOptionUses use)
    {
        options ??= TcpSocketOptions.Default;
        if (options.Backend is { } name && name != rules.BackendName)
        {
            throw new ArgumentException(
                $"Backend is '{name}', but this is the backend '{rules.BackendName}'.", nameof(options));
        }

        options = options.WithDefaults(defaults);
        options.Validate();
        if (options.Backlog is not null && use == TcpOptionUses.Connect)
        {
            log.OptionIgnored(TcpOptions.Backlog, TcpError.None);
            options = options with { Backlog = null };
        }

        OptionTable.CheckUses(options, use);
        TellIgnored(options);
        return options;
    }

    private void TellIgnored(TcpSocketOptions options)
    {
        if (!log.TellsIgnoredOptions)
        {
            return;
        }

        foreach (TcpOption option in rules.Options.WithoutEffect)
        {
            if (option.IsIn(options))
            {
                log.OptionIgnored(option, TcpError.None);
            }
        }

        if (Addressing.IsFamilyOverruled(options))
        {
            log.OptionIgnored(TcpOptions.Family, TcpError.None);
        }
    }
}
