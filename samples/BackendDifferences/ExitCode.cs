namespace TcpBackends.Samples.BackendDifferences;

internal static class ExitCode
{
    public const int Agrees = 0;
    public const int Disagrees = 1;
    public const int BadArguments = 2;
}
