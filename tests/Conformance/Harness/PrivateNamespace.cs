using System.Diagnostics;

namespace TcpBackends.Tests.Conformance.Harness;

/// <summary>A network namespace with a loopback interface and nothing else, held by a child process.</summary>
internal sealed class PrivateNamespace : IAsyncDisposable
{
    private readonly Process _holder;

    private PrivateNamespace(Process holder) => _holder = holder;

    public string Path => $"/proc/{_holder.Id}/ns/net";

    /// <summary>Skips the test where this is not allowed.</summary>
    public static async Task<PrivateNamespace> CreateAsync(CancellationToken cancellationToken)
    {
        var info = new ProcessStartInfo("unshare", ["--net", "sh", "-c", "ip link set lo up && echo ready && read end"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process holder;
        try
        {
            holder = Process.Start(info)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Ignore("There is no unshare (util-linux) to make a network namespace with.");
            throw;
        }

        var created = new PrivateNamespace(holder);
        if (await holder.StandardOutput.ReadLineAsync(cancellationToken) != "ready")
        {
            string reason = await holder.StandardError.ReadToEndAsync(cancellationToken);
            await created.DisposeAsync();
            Assert.Ignore($"A network namespace cannot be made here: {reason.Trim()}");
        }

        return created;
    }

    /// <summary>What the kernel lists there: tcp, tcp6 or unix.</summary>
    public string[] Sockets(string table) => File.ReadAllLines($"/proc/{_holder.Id}/net/{table}")[1..];

    public async ValueTask DisposeAsync()
    {
        _holder.StandardInput.Close();
        await _holder.WaitForExitAsync();
        _holder.Dispose();
    }
}
