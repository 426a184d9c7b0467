using System.Diagnostics;
using System.Net.Sockets;

namespace TcpBackends.Tests.RealPeers.Programs;

/// <summary>nginx with a configuration of its own, in a folder of its own, on a Unix-domain socket.</summary>
internal sealed class Nginx : IAsyncDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("tcpbackends-nginx-");
    private Process? _process;

    /// <summary>Where it listens.</summary>
    public string SocketPath => Path.Combine(_directory.FullName, "http.sock");

    private string ErrorLog => Path.Combine(_directory.FullName, "error.log");

    /// <summary>Starts it, and waits until it takes connections.</summary>
    /// <param name="responder">What to put behind <c>fastcgi_pass</c>.</param>
    /// <param name="keepConnections">Whether it keeps connections to the responder.</param>
    /// <param name="deadline">The test's.</param>
    public static async Task<Nginx> StartAsync(string responder, bool keepConnections, Deadline deadline)
    {
        var nginx = new Nginx();
        try
        {
            await nginx.RunAsync(responder, keepConnections, deadline);
            return nginx;
        }
        catch
        {
            await nginx.DisposeAsync();
            throw;
        }
    }

    /// <summary>What it complained about.</summary>
    public string Complaints() => File.Exists(ErrorLog) ? File.ReadAllText(ErrorLog) : "";

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process?.Dispose();
        _directory.Delete(recursive: true);
    }

    private async Task RunAsync(string responder, bool keepConnections, Deadline deadline)
    {
        string configuration = Path.Combine(_directory.FullName, "nginx.conf");
        await File.WriteAllTextAsync(configuration, Configuration(responder, keepConnections), deadline.Token);
        _process = Process.Start(
            new ProcessStartInfo(Installation.Nginx!, ["-p", _directory.FullName, "-e", ErrorLog, "-c", configuration]))!;
        await deadline.UntilAsync(() => _process.HasExited || TakesConnections());
        Assert.That(_process.HasExited, Is.False, Complaints());
    }

    private bool TakesConnections()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(SocketPath));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>One process, so that ending it ends all of it.</summary>
    private string Configuration(string responder, bool keepConnections) => $$"""
        daemon off;
        master_process off;
        pid nginx.pid;
        error_log {{ErrorLog}} warn;
        events { worker_connections 256; }
        http {
          access_log off;
          client_body_temp_path body;
          client_max_body_size 64m;
          fastcgi_temp_path fastcgi;
          proxy_temp_path proxy;
          uwsgi_temp_path uwsgi;
          scgi_temp_path scgi;
          upstream responder { server {{responder}}; {{(keepConnections ? "keepalive 4;" : "")}} }
          server {
            listen unix:{{SocketPath}};
            location / {
              fastcgi_pass responder;
              fastcgi_keep_conn {{(keepConnections ? "on" : "off")}};
              fastcgi_param REQUEST_METHOD $request_method;
              fastcgi_param REQUEST_URI $request_uri;
              fastcgi_param QUERY_STRING $query_string;
              fastcgi_param CONTENT_LENGTH $content_length;
              fastcgi_param HTTP_X_TEST $http_x_test;
            }
          }
        }
        """;
}
