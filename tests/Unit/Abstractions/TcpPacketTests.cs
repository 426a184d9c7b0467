namespace TcpBackends.Tests.Unit.Abstractions;

internal sealed class TcpPacketTests
{
    [Test]
    public void Is_its_bytes()
    {
        byte[] bytes = [1, 2, 3];
        var packet = new TcpPacket(bytes);
        ReadOnlyMemory<byte> memory = packet;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(packet.Length, Is.EqualTo(3));
            Assert.That(packet.Span.SequenceEqual(bytes));
            Assert.That(packet.ToArray(), Is.EqualTo(bytes).And.Not.SameAs(bytes));
            Assert.That(memory, Is.EqualTo(packet.Memory));
            Assert.That(packet.ToReadOnlyMemory(), Is.EqualTo(packet.Memory));
        }
    }

    [Test]
    public void Is_empty_by_default() => Assert.That(default(TcpPacket).Length, Is.Zero);
}
