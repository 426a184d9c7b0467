using TcpBackends.Core.Io;
using TcpBackends.Core.Logging;

namespace TcpBackends.Core.Options;

/// <summary>Where the options of one socket are kept, and by which rules.</summary>
internal readonly record struct OptionTarget(IIoOptions Io, OptionRules Rules, IActiveMode ActiveMode, BackendLog Log);
