using static Extremal.Formats.Printable;

namespace Extremal.Problems.Constraints;

/// <summary>Judges values by rules, and says in words what is wrong.</summary>
internal static class Breach
{
    /// <summary>What is wrong with a value between two limits; null if nothing is.</summary>
    public static Violation? Of(string what, double value, double low, double high, double tolerance, string? unit = null)
    {
        double amount = Interval.Excess(value, low, high);
        if (double.IsFinite(amount) && amount <= tolerance)
        {
            return null;
        }

        string end = unit is null ? "" : " " + unit;
        string sentence = double.IsNaN(value) ? Invariant($"{what} is not a number.")
            : value < low ? Invariant($"{what} is {value:G10}{end}, {amount:G3} below {low:G10}.")
            : Invariant($"{what} is {value:G10}{end}, {amount:G3} above {high:G10}.");
        return new Violation(Interval.Describe(what, low, high, unit), amount, double.IsFinite(tolerance) ? tolerance : 0, sentence);
    }

    /// <summary>What is wrong with a discrete input; null if nothing is.</summary>
    public static Violation? Of(DiscreteInput input, ReadOnlySpan<double> point)
    {
        double amount = input.Violation(point), tolerance = input is GridInput grid ? grid.Tolerance : 0;
        if (amount == 0)
        {
            return null;
        }

        string sentence = input.Count == 0 ? Invariant($"{input.Name} has no allowed value.")
            : input.IsCategory ? Invariant($"{input.Name} has not exactly one of its allowed labels; ")
                + Invariant($"the nearest is {input.Show(input.ValueOf(point))}.")
            : Invariant($"{input.Name} is {input.ValueOf(point):G10}; the nearest allowed number is {input.Nearest(input.ValueOf(point)):G10}.");
        return new Violation(input.Description, amount, tolerance, sentence);
    }
}
