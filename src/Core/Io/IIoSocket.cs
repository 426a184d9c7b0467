namespace TcpBackends.Core.Io;

/// <summary>
/// A non-blocking socket of the platform. Every member may be called from any thread; after Dispose each answers EBadF. At most
/// one receive and one send may be under way at a time: whoever uses it owns that order.
/// </summary>
internal interface IIoSocket : IIoStream, IIoNaming, IIoOptions, IIoDescriptor, IDisposable;
