namespace TcpBackends.Tests.Conformance.Otp.Node;

/// <summary>The Erlang node crashed, hangs, or answered what it cannot have meant.</summary>
public sealed class NodeFailedException : Exception
{
    public NodeFailedException()
    {
    }

    public NodeFailedException(string message)
        : base(message)
    {
    }

    public NodeFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
