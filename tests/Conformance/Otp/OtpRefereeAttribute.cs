using System.Reflection;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;
using NUnit.Framework.Internal.Builders;
using TcpBackends.Tests.Conformance.Otp.Node;

namespace TcpBackends.Tests.Conformance.Otp;

/// <summary>
/// A fixture that runs a suite on a real Erlang node. It has all tests of the suite but those that are
/// <see cref="OnlyOursAttribute">only ours</see>. Without Erlang/OTP there are none (see <see cref="ErlangInstallationTests"/>).
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OtpRefereeAttribute : NUnitAttribute, IFixtureBuilder2
{
    private readonly NUnitTestFixtureBuilder _builder = new();

    public IEnumerable<TestSuite> BuildFrom(ITypeInfo typeInfo) => BuildFrom(typeInfo, Everything.Instance);

    public IEnumerable<TestSuite> BuildFrom(ITypeInfo typeInfo, IPreFilter filter)
    {
        ArgumentNullException.ThrowIfNull(typeInfo);
        // A fixture without tests; for no fixture at all NUnit would make one of its own, with all tests.
        IPreFilter selected = ErlangInstallation.MayBeMissing ? Nothing.Instance : new WithoutOnlyOurs(filter);
        // A suite with parameters has their source on the abstract class.
        IFixtureBuilder2? source = typeInfo.BaseType?.GetCustomAttributes<IFixtureBuilder2>(inherit: false).SingleOrDefault();
        return source is null ? [_builder.BuildFrom(typeInfo, selected)] : source.BuildFrom(typeInfo, selected);
    }

    private sealed class Everything : IPreFilter
    {
        public static Everything Instance { get; } = new();

        public bool IsMatch(Type type) => true;

        public bool IsMatch(Type type, MethodInfo method) => true;
    }

    private sealed class Nothing : IPreFilter
    {
        public static Nothing Instance { get; } = new();

        public bool IsMatch(Type type) => true;

        public bool IsMatch(Type type, MethodInfo method) => false;
    }

    private sealed class WithoutOnlyOurs(IPreFilter filter) : IPreFilter
    {
        public bool IsMatch(Type type) => filter.IsMatch(type);

        public bool IsMatch(Type type, MethodInfo method) =>
            !method.IsDefined(typeof(OnlyOursAttribute), inherit: true) && filter.IsMatch(type, method);
    }
}
