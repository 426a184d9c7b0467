namespace TcpBackends.Samples.FastCgiResponder;

/// <summary>The types of FastCGI records that a responder meets.</summary>
internal enum RecordType : byte
{
    BeginRequest = 1,
    AbortRequest = 2,
    EndRequest = 3,
    Params = 4,
    Stdin = 5,
    Stdout = 6,
    GetValues = 9,
    GetValuesResult = 10,
    UnknownType = 11,
}
