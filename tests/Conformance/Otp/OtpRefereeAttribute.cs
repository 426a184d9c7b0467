using System.Reflection;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;
using NUnit.Framework.Internal.Builders;
using TcpBackends.Tests.Conformance.Otp.Node;

namespace TcpBackends.Tests.Conformance.Otp;

/// <summary>
/// A fixture that runs a suite on a real Erlang node. It has all tests of the suite but those that are
/// <see cref="OnlyOursAttribute">only ours</see>. Without Erlang/OTP it is skipped, unless CI is true in the environment.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OtpRefereeAttribute : NUnitAttribute, IFixtureBuilder2
{
    private readonly NUnitTestFixtureBuilder _builder = new();

    public IEnumerable<TestSuite> BuildFrom(ITypeInfo typeInfo) => BuildFrom(typeInfo, Everything.Instance);

    public IEnumerable<TestSuite> BuildFrom(ITypeInfo typeInfo, IPreFilter filter)
    {
        ArgumentNullException.ThrowIfNull(typeInfo);
        var withoutOurs = new WithoutOnlyOurs(filter);
        // A suite with parameters has their source on the abstract class.
        IFixtureBuilder2? source = typeInfo.BaseType?.GetCustomAttributes<IFixtureBuilder2>(inherit: false).SingleOrDefault();
        TestSuite[] fixtures =
            source is null ? [_builder.BuildFrom(typeInfo, withoutOurs)] : [.. source.BuildFrom(typeInfo, withoutOurs)];
        if (!ErlangInstallation.IsPresent && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Array.ForEach(fixtures, Skip);
        }

        return fixtures;
    }

    private static void Skip(TestSuite fixture)
    {
        fixture.RunState = RunState.Skipped;
        fixture.Properties.Set(PropertyNames.SkipReason, ErlangInstallation.HowToInstall);
    }

    private sealed class Everything : IPreFilter
    {
        public static Everything Instance { get; } = new();

        public bool IsMatch(Type type) => true;

        public bool IsMatch(Type type, MethodInfo method) => true;
    }

    private sealed class WithoutOnlyOurs(IPreFilter filter) : IPreFilter
    {
        public bool IsMatch(Type type) => filter.IsMatch(type);

        public bool IsMatch(Type type, MethodInfo method) =>
            !method.IsDefined(typeof(OnlyOursAttribute), inherit: true) && filter.IsMatch(type, method);
    }
}
