namespace TcpBackends.Framing;

/// <summary>
/// The header field names that Erlang has atoms for, with the numbers by which <c>http_header</c> tells them.
/// </summary>
public enum HttpKnownHeader
{
    /// <summary>Another name, which Erlang delivers as a string.</summary>
    None = 0,

    /// <summary>Cache-Control.</summary>
    CacheControl = 1,

    /// <summary>Connection.</summary>
    Connection = 2,

    /// <summary>Date.</summary>
    Date = 3,

    /// <summary>Pragma.</summary>
    Pragma = 4,

    /// <summary>Transfer-Encoding.</summary>
    TransferEncoding = 5,

    /// <summary>Upgrade.</summary>
    Upgrade = 6,

    /// <summary>Via.</summary>
    Via = 7,

    /// <summary>Accept.</summary>
    Accept = 8,

    /// <summary>Accept-Charset.</summary>
    AcceptCharset = 9,

    /// <summary>Accept-Encoding.</summary>
    AcceptEncoding = 10,

    /// <summary>Accept-Language.</summary>
    AcceptLanguage = 11,

    /// <summary>Authorization.</summary>
    Authorization = 12,

    /// <summary>From.</summary>
    From = 13,

    /// <summary>Host.</summary>
    Host = 14,

    /// <summary>If-Modified-Since.</summary>
    IfModifiedSince = 15,

    /// <summary>If-Match.</summary>
    IfMatch = 16,

    /// <summary>If-None-Match.</summary>
    IfNoneMatch = 17,

    /// <summary>If-Range.</summary>
    IfRange = 18,

    /// <summary>If-Unmodified-Since.</summary>
    IfUnmodifiedSince = 19,

    /// <summary>Max-Forwards.</summary>
    MaxForwards = 20,

    /// <summary>Proxy-Authorization.</summary>
    ProxyAuthorization = 21,

    /// <summary>Range.</summary>
    Range = 22,

    /// <summary>Referer.</summary>
    Referer = 23,

    /// <summary>User-Agent.</summary>
    UserAgent = 24,

    /// <summary>Age.</summary>
    Age = 25,

    /// <summary>Location.</summary>
    Location = 26,

    /// <summary>Proxy-Authenticate.</summary>
    ProxyAuthenticate = 27,

    /// <summary>Public.</summary>
    Public = 28,

    /// <summary>Retry-After.</summary>
    RetryAfter = 29,

    /// <summary>Server.</summary>
    Server = 30,

    /// <summary>Vary.</summary>
    Vary = 31,

    /// <summary>Warning.</summary>
    Warning = 32,

    /// <summary>Www-Authenticate.</summary>
    WwwAuthenticate = 33,

    /// <summary>Allow.</summary>
    Allow = 34,

    /// <summary>Content-Base.</summary>
    ContentBase = 35,

    /// <summary>Content-Encoding.</summary>
    ContentEncoding = 36,

    /// <summary>Content-Language.</summary>
    ContentLanguage = 37,

    /// <summary>Content-Length.</summary>
    ContentLength = 38,

    /// <summary>Content-Location.</summary>
    ContentLocation = 39,

    /// <summary>Content-Md5.</summary>
    ContentMd5 = 40,

    /// <summary>Content-Range.</summary>
    ContentRange = 41,

    /// <summary>Content-Type.</summary>
    ContentType = 42,

    /// <summary>Etag.</summary>
    Etag = 43,

    /// <summary>Expires.</summary>
    Expires = 44,

    /// <summary>Last-Modified.</summary>
    LastModified = 45,

    /// <summary>Accept-Ranges.</summary>
    AcceptRanges = 46,

    /// <summary>Set-Cookie.</summary>
    SetCookie = 47,

    /// <summary>Set-Cookie2.</summary>
    SetCookie2 = 48,

    /// <summary>X-Forwarded-For.</summary>
    XForwardedFor = 49,

    /// <summary>Cookie.</summary>
    Cookie = 50,

    /// <summary>Keep-Alive.</summary>
    KeepAlive = 51,

    /// <summary>Proxy-Connection.</summary>
    ProxyConnection = 52,
}
