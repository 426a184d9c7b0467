using System.Net;
using System.Text;

namespace TcpBackends.Samples.FastCgiResponder;

/// <summary>The answer: a page that shows the request.</summary>
internal static class Page
{
    public static byte[] Of(Request request, string backend)
    {
        var page = new StringBuilder("Content-Type: text/html; charset=utf-8\r\n\r\n");
        page.Append("<!DOCTYPE html>\n<title>FastCGI</title>\n");
        page.Append(null, $"<h1>Hello from the backend {backend}</h1>\n<p>{request.BodyLength} bytes of body</p>\n<dl>\n");
        foreach ((string name, string value) in request.Params.OrderBy(param => param.Key, StringComparer.Ordinal))
        {
            page.Append(null, $"<dt>{WebUtility.HtmlEncode(name)}<dd>{WebUtility.HtmlEncode(value)}\n");
        }

        return Encoding.UTF8.GetBytes(page.Append("</dl>\n").ToString());
    }
}
