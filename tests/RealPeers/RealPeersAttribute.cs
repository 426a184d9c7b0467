using System.Reflection;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;
using NUnit.Framework.Internal.Builders;
using TcpBackends.Tests.RealPeers.Programs;

namespace TcpBackends.Tests.RealPeers;

/// <summary>
/// A fixture that needs programs of others, run once for each backend. Without these programs it has no tests (see
/// <see cref="InstallationTests"/>).
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RealPeersAttribute : NUnitAttribute, IFixtureBuilder2
{
    private static readonly string[] Backends = [TcpBackendNames.Inet, TcpBackendNames.Socket];

    private readonly NUnitTestFixtureBuilder _builder = new();

    public IEnumerable<TestSuite> BuildFrom(ITypeInfo typeInfo) => BuildFrom(typeInfo, Everything.Instance);

    public IEnumerable<TestSuite> BuildFrom(ITypeInfo typeInfo, IPreFilter filter) => Installation.MayBeMissing
        ? []
        : Backends.Select(backend => _builder.BuildFrom(typeInfo, filter, new TestFixtureData(backend)));

    private sealed class Everything : IPreFilter
    {
        public static Everything Instance { get; } = new();

        public bool IsMatch(Type type) => true;

        public bool IsMatch(Type type, MethodInfo method) => true;
    }
}
