using System.Globalization;
using TcpBackends.Framing;

namespace TcpBackends.Samples.HttpHello;

/// <summary>What the server needs to know of a request.</summary>
internal sealed class HelloRequest(HttpRequestLine line)
{
    public const int MaximumHeaders = 100;

    private int _headers;

    public HttpKnownMethod Method => line.KnownMethod;

    public string? Path => (line.Target as HttpPathTarget)?.Path.ToString();

    /// <summary>Whether the client will send another request on this connection.</summary>
    public bool KeepAlive { get; private set; } = line.Version is { Major: 1, Minor: >= 1 };

    /// <summary>The bytes of the body, which follow the headers.</summary>
    public long BodyLength { get; private set; }

    /// <summary>Whether the client sends the body only when told to.</summary>
    public bool ExpectsContinue { get; private set; }

    /// <summary>What is wrong with it, as a status; null: nothing.</summary>
    public string? Complaint { get; private set; } = line.Version.Major == 1 ? null : "505 HTTP Version Not Supported";

    public void Add(HttpHeaderField header)
    {
        string value = header.Value.ToString().TrimEnd();
        switch (header.KnownHeader)
        {
            case HttpKnownHeader.Connection:
                KeepAlive = value.Equals("keep-alive", StringComparison.OrdinalIgnoreCase)
                    || (KeepAlive && !value.Equals("close", StringComparison.OrdinalIgnoreCase));
                break;
            case HttpKnownHeader.ContentLength when long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long length):
                BodyLength = length;
                break;
            case HttpKnownHeader.ContentLength:
                Complaint ??= "400 Bad Request";
                break;
            case HttpKnownHeader.TransferEncoding:
                Complaint ??= "501 Not Implemented";
                break;
            case HttpKnownHeader.None when header.Name == new HttpText("Expect"):
                ExpectsContinue = value.Equals("100-continue", StringComparison.OrdinalIgnoreCase);
                break;
        }

        if (++_headers > MaximumHeaders)
        {
            Complaint ??= "431 Request Header Fields Too Large";
        }
    }
}
