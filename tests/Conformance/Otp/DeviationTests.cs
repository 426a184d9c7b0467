using System.Reflection;

namespace TcpBackends.Tests.Conformance.Otp;

[TestFixture]
public sealed class DeviationTests
{
    [Test]
    public void Every_deviation_that_a_test_names_is_documented()
    {
        string[] named = [.. Suites().SelectMany(Entries).Distinct()];

        Assert.That(named, Is.Not.Empty);
        Assert.That(named, Is.SubsetOf(DeviationDocument.Entries), "docs/deviations.md has a row for each");
    }

    [Test]
    public void Every_deviation_is_one_on_OTP()
    {
        foreach (PropertyInfo deviation in typeof(DeviationExpectations).GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            object? library = deviation.GetValue(DeviationExpectations.Library);
            Assert.That(
                Equals(deviation.GetValue(OtpExpectations.Inet.Deviations), library)
                    && Equals(deviation.GetValue(OtpExpectations.Socket.Deviations), library),
                Is.False,
                $"{deviation.Name} is no deviation");
        }
    }

    private static IEnumerable<Type> Suites() =>
        typeof(BackendSuite).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(BackendSuite)));

    private static IEnumerable<string> Entries(Type suite) =>
        suite.GetMethods().Cast<MemberInfo>().Append(suite)
            .SelectMany(member => member.GetCustomAttributes<DeviationAttribute>(inherit: false))
            .Select(deviation => deviation.Entry);
}
