namespace TcpBackends.Internal;

/// <summary>The traits that many options share.</summary>
internal static class OptionTraits
{
    private const TcpOptionUses AtCreation = TcpOptionUses.Connect | TcpOptionUses.Listen;

    /// <summary>It says how a socket is made; afterwards it has no value.</summary>
    public static TcpOptionTraits Opening { get; } = new()
    {
        Inet = new() { Handling = TcpOptionHandling.Kept, Uses = AtCreation, Read = TcpError.EInval, InheritedBy = TcpOptionFamilies.None },
        Socket = new() { Handling = TcpOptionHandling.Kept, Uses = AtCreation, Read = TcpError.EInval, InheritedBy = TcpOptionFamilies.None },
    };

    /// <summary>The same, but <c>socket</c> knows it when it is asked.</summary>
    public static TcpOptionTraits OpeningKnown { get; } =
        Opening with { Socket = Opening.Socket with { Read = TcpError.NotAvailable } };

    /// <summary>Both backends follow it.</summary>
    public static TcpOptionTraits Kept(string byDefault) => Kept(byDefault, byDefault);

    /// <summary>Both backends follow it, with defaults of their own.</summary>
    public static TcpOptionTraits Kept(string inetDefault, string socketDefault) => new()
    {
        Inet = new() { Handling = TcpOptionHandling.Kept, Default = inetDefault },
        Socket = new() { Handling = TcpOptionHandling.Kept, Default = socketDefault },
    };

    /// <summary>Only <c>inet</c> follows it; <c>socket</c> keeps it all the same.</summary>
    public static TcpOptionTraits KeptByInet(string byDefault)
    {
        TcpOptionTraits kept = Kept(byDefault);
        return kept with { Socket = kept.Socket with { Handling = TcpOptionHandling.NoEffect } };
    }

    /// <summary>Only <c>inet</c> has it.</summary>
    public static TcpOptionTraits OfTheDriver(string byDefault) => new()
    {
        Inet = new() { Handling = TcpOptionHandling.Kept, Default = byDefault },
        Socket = new() { Handling = TcpOptionHandling.NoEffect, Read = TcpError.NotAvailable },
    };

    /// <summary>The system has it, and <c>inet</c> ignores what the system refuses.</summary>
    public static TcpOptionTraits SystemOrIgnored(string? byDefault) => new()
    {
        Inet = new() { Handling = TcpOptionHandling.SystemOrIgnored, Default = byDefault },
        Socket = new() { Handling = TcpOptionHandling.System, Default = byDefault },
    };

    /// <summary>The same, which only the kernel passes on to accepted sockets, and only over TCP.</summary>
    public static TcpOptionTraits SystemOrIgnoredOverTcp(string? byDefault) =>
        SystemOrIgnored(byDefault).InheritedBy(TcpOptionFamilies.Internet);

    /// <summary>The same, but <c>inet</c> copies it to accepted sockets of every family.</summary>
    public static TcpOptionTraits SystemOrIgnoredCopied(string? byDefault) =>
        SystemOrIgnored(byDefault) with { Socket = SystemOrIgnoredOverTcp(byDefault).Socket };

    /// <summary>The system has it, and a refusal is an error.</summary>
    public static TcpOptionTraits System(string? byDefault) => new()
    {
        Inet = new() { Handling = TcpOptionHandling.System, Default = byDefault },
        Socket = new() { Handling = TcpOptionHandling.System, Default = byDefault },
    };

    /// <summary>The same on both, but for where it is taken.</summary>
    public static TcpOptionTraits At(this TcpOptionTraits traits, TcpOptionUses uses) =>
        traits with { Inet = traits.Inet with { Uses = uses }, Socket = traits.Socket with { Uses = uses } };

    /// <summary>The same on both, but for which sockets have it.</summary>
    public static TcpOptionTraits Of(this TcpOptionTraits traits, TcpOptionFamilies families) =>
        traits with { Inet = traits.Inet with { Families = families }, Socket = traits.Socket with { Families = families } };

    /// <summary>The same on both, but for which accepted sockets have the value of their listener.</summary>
    public static TcpOptionTraits InheritedBy(this TcpOptionTraits traits, TcpOptionFamilies families) =>
        traits with { Inet = traits.Inet with { InheritedBy = families }, Socket = traits.Socket with { InheritedBy = families } };

    public static TcpOptionTraits NotInherited(this TcpOptionTraits traits) => traits.InheritedBy(TcpOptionFamilies.None);
}
