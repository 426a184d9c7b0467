namespace TcpBackends.Tests.Framing.Generators;

/// <summary>Lines, most of them ended.</summary>
internal static class LineGenerator
{
    public static byte[] Line(Choices choices, byte delimiter)
    {
        byte[] content = Choices.BytesOf(choices.Text("ab;\r\n\0\u00ff", choices.Number(16)));
        return choices.Once(8) ? content : [.. content, delimiter];
    }
}
