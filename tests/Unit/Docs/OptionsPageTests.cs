namespace TcpBackends.Tests.Unit.Docs;

internal sealed class OptionsPageTests
{
    [Test]
    public void It_says_what_the_table_in_code_says()
    {
        if (OptionsPage.IsBeingWritten)
        {
            OptionsPage.Write();
        }

        Assert.That(OptionsPage.Current, Is.EqualTo(OptionsPage.WithTable(OptionsPage.Current)), OptionsPage.HowToWrite);
    }

    [Test]
    public void A_default_is_a_value_of_its_option()
    {
        foreach (TcpOption option in TcpOptions.All.Where(option => option.IsForCreation))
        {
            string[] defaults = [.. new[] { option.Traits.Inet.Default, option.Traits.Socket.Default }.OfType<string>()];
            Assert.That(
                defaults.Where(value => !option.TryParse(value, TcpSocketOptions.Default, out _)), Is.Empty, option.Name);
        }
    }
}
