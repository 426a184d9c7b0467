namespace TcpBackends.Core.Io.Linux;

/// <summary>The flags of a descriptor that was opened elsewhere.</summary>
/// <param name="Status">Those that its duplicates share, for instance whether its calls block.</param>
/// <param name="OfDescriptor">Its own.</param>
internal readonly record struct DescriptorFlags(int Status, int OfDescriptor);
