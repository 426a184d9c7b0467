using System.Collections.Concurrent;
using TcpBackends.Tests.Conformance.Otp.Terms;

namespace TcpBackends.Tests.Conformance.Otp.Node;

/// <summary>
/// The nodes of the run. A test has one for itself, so that a node that crashes or hangs takes no other test with it.
/// </summary>
internal static class NodePool
{
    private static readonly ConcurrentBag<ErlangNode> Idle = [];
    private static readonly Lazy<DirectoryInfo> Code = new(Compile);

    /// <summary>A node that nobody else uses, with nothing open.</summary>
    public static ErlangNode Take()
    {
        while (Idle.TryTake(out ErlangNode? node))
        {
            if (node.IsAlive)
            {
                return node;
            }

            node.Dispose();
        }

        return ErlangNode.Start(Code.Value.FullName);
    }

    /// <summary>A node that belongs to the caller alone.</summary>
    public static ErlangNode StartAnother() => ErlangNode.Start(Code.Value.FullName);

    /// <summary>Closes everything that is open in the node, and keeps it for the next one.</summary>
    public static void GiveBack(ErlangNode node)
    {
        if (!node.IsAlive)
        {
            // Whoever asked it last has been told.
            node.Dispose();
            return;
        }

        node.Complete(node.Begin(Term.Atom("reset")));
        Idle.Add(node);
    }

    /// <summary>Ends all nodes at the end of the run.</summary>
    public static void Clear()
    {
        while (Idle.TryTake(out ErlangNode? node))
        {
            node.Dispose();
        }

        if (Code.IsValueCreated)
        {
            Code.Value.Delete(recursive: true);
        }
    }

    private static DirectoryInfo Compile()
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("tcp-referee-");
        string sources = Path.Combine(AppContext.BaseDirectory, "Otp", "Node");
        ErlangInstallation.Compile(Directory.EnumerateFiles(sources, "*.erl"), directory.FullName);
        return directory;
    }
}
