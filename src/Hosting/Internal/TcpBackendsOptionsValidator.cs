using Microsoft.Extensions.Options;

namespace TcpBackends.Hosting.Internal;

/// <summary>Reports everything that is wrong in the configuration and in what code has set, at once.</summary>
internal sealed class TcpBackendsOptionsValidator : IValidateOptions<TcpBackendsOptions>
{
    public ValidateOptionsResult Validate(string? name, TcpBackendsOptions options)
    {
        List<string> errors = [.. options.ConfigurationErrors];
        if (!SelectedBackend.IsKnown(options.DefaultBackend))
        {
            errors.Add($"DefaultBackend is '{options.DefaultBackend}' (allowed: {SelectedBackend.Allowed})");
        }

        CheckDefaults(nameof(options.ConnectDefaults), options.ConnectDefaults, TcpOptionUses.Connect, errors);
        CheckDefaults(nameof(options.ListenDefaults), options.ListenDefaults, TcpOptionUses.Listen, errors);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static void CheckDefaults(string path, TcpSocketOptions? defaults, TcpOptionUses use, List<string> errors)
    {
        if (defaults is null)
        {
            errors.Add($"{path} is null (allowed: TcpSocketOptions.Default, or others)");
            return;
        }

        if (defaults.Backend is not null)
        {
            errors.Add($"{path}.Backend is '{defaults.Backend}' (allowed: null; DefaultBackend selects the backend)");
        }

        foreach (TcpOption option in TcpOptions.All)
        {
            if (option.FindError(defaults) is { } error)
            {
                errors.Add($"{path}: {error.TrimEnd('.')}");
            }
            else if (option == TcpOptions.Descriptor && option.IsIn(defaults))
            {
                errors.Add($"{path}.{option.PropertyName} is {option.Show(defaults)} (allowed: null; a descriptor is for one socket)");
            }
            else if (!option.IsTakenAt(use) && option.IsIn(defaults))
            {
                string other = use == TcpOptionUses.Connect ? nameof(TcpBackendsOptions.ListenDefaults) : nameof(TcpBackendsOptions.ConnectDefaults);
                errors.Add($"{path}.{option.PropertyName} is {option.Show(defaults)} (allowed only in {other})");
            }
        }
    }
}
