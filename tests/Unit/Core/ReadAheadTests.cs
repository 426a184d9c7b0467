using TcpBackends.Core.Options;
using TcpBackends.Core.Receive;

namespace TcpBackends.Tests.Unit.Core;

[TestFixture]
public sealed class ReadAheadTests
{
    [Test]
    public void Bytes_that_dribble_in_fill_blocks_and_do_not_take_one_each([Values] bool hasReadBuffer)
    {
        const int Wanted = 1 << 20;
        const int Arrivals = 2000;
        var ahead = new ReadAhead(new ReceiveRules { HasReadBuffer = hasReadBuffer });
        var settings = new SocketSettings { Buffer = 1460 };
        var request = new ReceiveRequest(Wanted, default, HasDestination: false);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Arrivals; i++)
        {
            ahead.GetRoom(request, Wanted - i, settings)[0] = 1;
            ahead.Commit(1);
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.That(ahead.Length, Is.EqualTo(Arrivals));
        Assert.That(allocated, Is.LessThan(4 * ReadAhead.LargestRead), "memory for what arrived and one buffer");
    }
}
