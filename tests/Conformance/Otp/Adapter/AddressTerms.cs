using System.Net;
using System.Net.Sockets;
using System.Text;
using TcpBackends.Tests.Conformance.Otp.Terms;

namespace TcpBackends.Tests.Conformance.Otp.Adapter;

/// <summary>Addresses as gen_tcp takes them and gives them.</summary>
internal static class AddressTerms
{
    private static readonly UnixDomainSocketEndPoint Template = new("/");

    /// <summary>The address and port to connect to.</summary>
    public static (Term Address, Term Port) Of(EndPoint endPoint) => endPoint switch
    {
        DnsEndPoint host => (Term.Characters(host.Host), host.Port),
        IPEndPoint ip => (Of(ip.Address), ip.Port),
        UnixDomainSocketEndPoint path => (Local(BytesOf(path)), 0),
        _ => throw new ArgumentException($"{endPoint.GetType()} has no counterpart in Erlang.", nameof(endPoint)),
    };

    public static Term Of(IPAddress address)
    {
        byte[] bytes = address.GetAddressBytes();
        return Term.Tuple(address.AddressFamily == AddressFamily.InterNetwork
            ? [.. bytes.Select(item => (Term)item)]
            : [.. bytes.Chunk(2).Select(pair => (Term)((pair[0] << 8) | pair[1]))]);
    }

    public static Term Local(byte[] path) => Term.Tuple(Term.Atom("local"), path);

    /// <summary>What sockname and peername return.</summary>
    public static EndPoint ToEndPoint(Term name) => name switch
    {
        TupleTerm { Items: [AtomTerm { Name: "local" }, BinaryTerm path] } => ToLocal(path.Bytes.ToArray()),
        TupleTerm { Items: [TupleTerm address, IntegerTerm port] } => new IPEndPoint(ToAddress(address), (int)port.Value),
        _ => throw new ArgumentException($"{name} is not an address.", nameof(name)),
    };

    private static IPAddress ToAddress(TupleTerm address)
    {
        int[] parts = [.. address.Items.Select(part => (int)((IntegerTerm)part).Value)];
        return new IPAddress(parts.Length == 4
            ? [.. parts.Select(part => (byte)part)]
            : [.. parts.SelectMany(part => new[] { (byte)(part >> 8), (byte)part })]);
    }

    private static EndPoint ToLocal(byte[] path)
    {
        if (path.Length > 0)
        {
            return new UnixDomainSocketEndPoint(Encoding.UTF8.GetString(path));
        }

        // The name of a socket that is not bound.
        return Template.Create(new SocketAddress(AddressFamily.Unix, 2));
    }

    private static byte[] BytesOf(UnixDomainSocketEndPoint endPoint)
    {
        const int PathOffset = 2;
        SocketAddress address = endPoint.Serialize();
        byte[] path = address.Buffer[PathOffset..address.Size].ToArray();
        bool isAbstract = path is [0, ..];
        return isAbstract ? path : [.. path.TakeWhile(item => item != 0)];
    }
}
