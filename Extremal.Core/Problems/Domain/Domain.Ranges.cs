using Extremal.Data;

namespace Extremal.Problems;

public sealed partial class Domain
{
    /// <summary>
    /// Gives one input a range of its own, inside or outside of the data, or narrows the one that it was given. Equal ends fix it.
    /// </summary>
    /// <param name="name">The input's name.</param>
    /// <param name="low">Its least value.</param>
    /// <param name="high">Its greatest value.</param>
    /// <exception cref="ArgumentException">
    /// There is no such input; an end is not finite or too large; low is above high; the range is not within one that was given before, or
    /// contradicts a limit or fixed value.
    /// </exception>
    public Domain Range(string name, double low, double high)
    {
        int input = Find("Domain.Range", name);
        CheckRange(input, low, high);
        return new(_specification with { Ranges = DomainSpecification.With(_specification.Ranges, input, (low, high)) });
    }

    /// <summary>
    /// Lets an input not fall below a value, whatever range it has or gets; it never widens one. Said again, the greater value holds.
    /// </summary>
    /// <param name="name">The input's name.</param>
    /// <param name="value">Its least value.</param>
    /// <exception cref="ArgumentException">
    /// There is no such input; the value is not finite or too large; or it is above a range, limit or fixed value that was given.
    /// </exception>
    public Domain AtLeast(string name, double value) => Limit("Domain.AtLeast", "at least", name, value, (value, double.PositiveInfinity));

    /// <summary>
    /// Lets an input not rise above a value, whatever range it has or gets; it never widens one. Said again, the lesser value holds.
    /// </summary>
    /// <param name="name">The input's name.</param>
    /// <param name="value">Its greatest value.</param>
    /// <exception cref="ArgumentException">
    /// There is no such input; the value is not finite or too large; or it is below a range, limit or fixed value that was given.
    /// </exception>
    public Domain AtMost(string name, double value) => Limit("Domain.AtMost", "at most", name, value, (double.NegativeInfinity, value));

    /// <summary>Lets no named input fall below 0, whatever range it has or gets; without names, no input at all.</summary>
    /// <exception cref="ArgumentException">There is no such input, or it was fixed or limited below 0.</exception>
    public Domain Positive(params ReadOnlySpan<string> names)
    {
        Domain domain = this;
        foreach (string name in names.IsEmpty ? Features.Where(feature => !feature.IsCategory).Select(feature => feature.Name).ToArray() : names)
        {
            domain = domain.Limit("Domain.Positive", "at least", name, 0, (0, double.PositiveInfinity));
        }

        return domain;
    }

    /// <summary>Fixes one input. The value may lie outside of the data, but not outside of a range or limit that was given to the input.</summary>
    /// <param name="name">The input's name.</param>
    /// <param name="value">Its value, which an answer returns bit for bit.</param>
    /// <exception cref="ArgumentException">
    /// There is no such input; the value is not finite or too large; it contradicts what was said of the input before.
    /// </exception>
    public Domain Fix(string name, double value)
    {
        int input = Find("Domain.Fix", name);
        CheckFixed(input, value);
        return new(_specification with { Fixed = DomainSpecification.With(_specification.Fixed, input, value) });
    }

    private Domain Limit(string operation, string words, string name, double value, (double Low, double High) limit)
    {
        int input = Find(operation, name);
        RequireUsable(operation, name, value);
        (double low, double high) = _specification.Limits[input];
        (low, high) = (Math.Max(low, limit.Low), Math.Min(high, limit.High));
        (double least, double greatest) = _specification.Fixed[input] is double fixedAt ? (fixedAt, fixedAt)
            : _specification.Ranges[input] ?? (double.NegativeInfinity, double.PositiveInfinity);
        if (low > high || low > greatest || high < least)
        {
            throw Mistake.Of($"{operation} got {words} {value} for '{name}', which {WordsOf(input)}.");
        }

        return new(_specification with { Limits = DomainSpecification.With(_specification.Limits, input, (low, high)) });
    }

    /// <summary>What was said of an input, as the end of a sentence.</summary>
    internal string WordsOf(int input)
    {
        if (_specification.Fixed[input] is double value)
        {
            return FormattableString.Invariant($"is fixed at {value}");
        }

        (double low, double high) = _specification.Limits[input];
        IEnumerable<string> words =
        [
            .. _specification.Ranges[input] is { } range ? [FormattableString.Invariant($"was given the range {range.Low} to {range.High}")] : (string[])[],
            .. double.IsFinite(low) ? [FormattableString.Invariant($"is to be at least {low}")] : (string[])[],
            .. double.IsFinite(high) ? [FormattableString.Invariant($"is to be at most {high}")] : (string[])[],
        ];
        return string.Join(" and ", words);
    }

    private static void RequireUsable(string operation, string name, double value)
    {
        if (!Column.IsUsable(value))
        {
            throw Mistake.Of($"{operation} got {value} for '{name}' and wants a number of magnitude up to {Column.GreatestMagnitude}.");
        }
    }

    private void CheckRange(int input, double low, double high)
    {
        string name = _specification.Inputs[input].Name;
        if (!(Column.IsUsable(low) && Column.IsUsable(high) && low <= high))
        {
            throw Mistake.Of(
                $"Domain.Range got {low} to {high} for '{name}' and wants low ≤ high, both of magnitude up to {Column.GreatestMagnitude}.");
        }

        if (_specification.Ranges[input] is { } range && (low < range.Low || high > range.High))
        {
            throw Mistake.Of(
                $"Domain.Range got {low} to {high} for '{name}', whose range is {range.Low} to {range.High} already; it can only be narrowed.");
        }

        (double least, double greatest) = _specification.Limits[input];
        if (_specification.Fixed[input] is double value ? value < low || value > high : high < least || low > greatest)
        {
            throw Mistake.Of($"Domain.Range got {low} to {high} for '{name}', which {WordsOf(input)}, outside of it.");
        }
    }

    private void CheckFixed(int input, double value)
    {
        string name = _specification.Inputs[input].Name;
        RequireUsable("Domain.Fix", name, value);
        if (_specification.Fixed[input] is double already && already != value)
        {
            throw Mistake.Of($"Domain.Fix got {value} for '{name}', which is fixed at {already} already.");
        }

        if (_specification.Ranges[input] is { } range && (value < range.Low || value > range.High))
        {
            throw Mistake.Of($"Domain.Fix got {value} for '{name}', outside of the range {range.Low} to {range.High} that it was given.");
        }

        (double least, double greatest) = _specification.Limits[input];
        if (value < least || value > greatest)
        {
            throw Mistake.Of($"Domain.Fix got {value} for '{name}', which {WordsOf(input)}.");
        }

        if (_specification.Grids[input] is { } grid && !GridInput.IsOn(value, grid.Step, grid.Origin))
        {
            throw Mistake.Of($"Domain.Fix got {value} for '{name}', which is not on the grid {grid.Origin} + k·{grid.Step} that it was given.");
        }
    }
}
