using System.Runtime.CompilerServices;

namespace TcpBackends.Core;

/// <summary>Checks the directions that callers give.</summary>
internal static class Shutdowns
{
    public static void Check(TcpShutdown how, [CallerArgumentExpression(nameof(how))] string? name = null)
    {
        if (how is < TcpShutdown.Read or > TcpShutdown.ReadWrite)
        {
            throw new ArgumentOutOfRangeException(name, how, "Allowed: Read, Write, ReadWrite.");
        }
    }
}
