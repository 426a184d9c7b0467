using System.Reflection;

namespace TcpBackends.Tests.Unit.Abstractions;

/// <summary>The table of options: names, and which text is which value.</summary>
internal sealed class OptionTableTests
{
    private static IEnumerable<TcpOption> All => TcpOptions.All;

    private static IEnumerable<TcpOption> ForCreation => All.Where(option => option.IsForCreation);

    [TestCaseSource(typeof(OptionTexts), nameof(OptionTexts.Valid))]
    public void A_valid_text_sets_the_property_and_no_other(TcpOption option, string text, object value)
    {
        Assert.That(option.TryParse(text, TcpSocketOptions.Default, out TcpSocketOptions? result), Is.True);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(PropertyOf(option).GetValue(result), Is.EqualTo(value));
            Assert.That(PropertiesSet(result!), Is.EqualTo((string[])[option.PropertyName]));
        }
    }

    [TestCaseSource(typeof(OptionTexts), nameof(OptionTexts.Invalid))]
    public void An_invalid_text_is_refused(TcpOption option, string text)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(option.TryParse(text, TcpSocketOptions.Default, out TcpSocketOptions? result), Is.False);
            Assert.That(result, Is.Null);
        }
    }

    [Test]
    public void Every_option_is_in_both_lists()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(OptionTexts.Valid.Select(test => test.Arguments[0]).Distinct(), Is.EquivalentTo(ForCreation));
            Assert.That(
                OptionTexts.Invalid.Select(test => test.Arguments[0]).Distinct(), Is.EquivalentTo(All));
        }
    }

    [Test]
    public void Every_property_but_the_backend_is_an_option()
    {
        IEnumerable<string> properties = typeof(TcpSocketOptions)
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(property => property.Name)
            .Except([nameof(TcpSocketOptions.Backend), nameof(TcpSocketOptions.Owner)]);

        Assert.That(ForCreation.Select(option => option.PropertyName), Is.EquivalentTo(properties));
    }

    [Test]
    public void Every_field_of_the_table_is_listed()
    {
        object?[] fields = typeof(TcpOptions)
            .GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Where(property => property.PropertyType.IsAssignableTo(typeof(TcpOption)))
            .Select(property => property.GetValue(null))
            .ToArray();

        Assert.That(All, Is.EquivalentTo(fields));
    }

    [Test]
    public void Ids_are_dense() =>
        Assert.That(All.Select(option => option.Id), Is.EqualTo(Enumerable.Range(0, TcpOptions.All.Count)));

    [Test]
    public void The_log_has_a_bit_for_each() => Assert.That(TcpOptions.All, Has.Count.LessThanOrEqualTo(64));

    [TestCaseSource(nameof(All))]
    public void An_option_is_found_by_both_its_names_in_any_case(TcpOption option)
    {
        string[] names = [option.Name, option.Name.ToUpperInvariant(), option.PropertyName, Lower(option.PropertyName)];

        Assert.That(names.Select(TcpOptions.Find), Is.All.SameAs(option));
    }

    [Test]
    public void Ifaddr_is_another_name_of_ip() =>
        Assert.That(TcpOptions.Find("IfAddr"), Is.SameAs(TcpOptions.LocalAddress));

    [TestCase("")]
    [TestCase("owner")]
    [TestCase("Backend")]
    [TestCase("no_delay")]
    public void Another_name_finds_nothing(string name) => Assert.That(TcpOptions.Find(name), Is.Null);

    [TestCaseSource(nameof(All))]
    public void An_option_prints_as_its_erlang_name(TcpOption option) =>
        Assert.That(option.ToString(), Is.EqualTo(option.Name).And.Match("^[a-z][a-z0-9_]*$"));

    [Test]
    public void An_option_for_run_time_alone_is_in_no_record() =>
        Assert.That(() => TcpOptions.DontRoute.With(true).AddTo(TcpSocketOptions.Default), Throws.ArgumentException);

    [Test]
    public void Raw_options_of_a_record_add_up()
    {
        TcpSocketOptions one = TcpOptions.RawOf(6, 8).With(new byte[] { 1 }).AddTo(TcpSocketOptions.Default);
        TcpSocketOptions two = TcpOptions.RawOf(1, 12).With(new byte[] { 2 }).AddTo(one);

        Assert.That(two.Raw, Is.EqualTo(TcpRawOptions.Create([new(6, 8, new byte[] { 1 }), new(1, 12, new byte[] { 2 })])));
    }

    [Test]
    public void Raw_options_have_numbers_and_a_size_in_range()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => TcpOptions.RawOf(-1, 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => TcpOptions.RawOf(0, -1), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => TcpOptions.RawOf(0, 0, -1), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => TcpOptions.RawOf(0, 0, TcpOptions.LargestRaw + 1), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => TcpOptions.RawOf(0, 0, TcpOptions.LargestRaw), Throws.Nothing);
            Assert.That(() => new TcpRawOption(-1, 0, default), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => TcpRawOptions.Create([new(1, 2, default), null!]), Throws.ArgumentException, "not only when a socket is opened");
        }
    }

    [Test]
    public void A_setting_carries_option_and_value()
    {
        TcpOptionSetting valid = TcpOptions.Buffer.With(1);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(valid.Option, Is.SameAs(TcpOptions.Buffer));
            Assert.That(valid.IsAllowed);
            Assert.That(TcpOptions.Buffer.With(0).IsAllowed, Is.False);
            Assert.That(TcpOptions.Buffer.IsAllowed(1));
            Assert.That(TcpOptions.Buffer.IsAllowed(0), Is.False);
        }
    }

    private static PropertyInfo PropertyOf(TcpOption option) =>
        typeof(TcpSocketOptions).GetProperty(option.PropertyName)!;

    private static IEnumerable<string> PropertiesSet(TcpSocketOptions options) =>
        typeof(TcpSocketOptions)
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetValue(options) is not null)
            .Select(property => property.Name);

#pragma warning disable CA1308 // Lower case is what is being tried here.
    private static string Lower(string text) => text.ToLowerInvariant();
#pragma warning restore CA1308
}
