using System.Globalization;

namespace Extremal.Benchmarks;

/// <summary>Nothing is timed before all contenders computed the same as the first, to a thousandth.</summary>
internal static class Agreement
{
    private const int Steps = 10;
    private const double Tolerance = 1e-3;

    /// <summary>Makes the first steps of all and compares the losses after them.</summary>
    /// <exception cref="InvalidOperationException">One has another loss.</exception>
    public static void OfValues(params ReadOnlySpan<StepCase> contenders)
    {
        double wanted = 0;
        foreach (StepCase contender in contenders)
        {
            Repeat(contender);
            double value = contender.Value();
            wanted = contender == contenders[0] ? value : wanted;
            Require(contender, "value", value, wanted);
        }
    }

    /// <summary>Makes the first steps of all and compares what they moved or computed, number by number.</summary>
    /// <exception cref="InvalidOperationException">One has another number.</exception>
    public static void OfNumbers(params ReadOnlySpan<StepCase> contenders)
    {
        float[] wanted = [];
        foreach (StepCase contender in contenders)
        {
            Repeat(contender);
            ReadOnlySpan<float> numbers = contender.Moved;
            wanted = contender == contenders[0] ? numbers.ToArray() : wanted;
            Compare(contender, numbers, wanted);
        }
    }

    /// <summary>Compares two results, number by number.</summary>
    /// <exception cref="InvalidOperationException">They differ.</exception>
    public static void Compare(object contender, ReadOnlySpan<float> numbers, ReadOnlySpan<float> wanted)
    {
        Require(contender, "length", numbers.Length, wanted.Length);
        for (int i = 0; i < wanted.Length; i++)
        {
            Require(contender, $"number {i}", numbers[i], wanted[i]);
        }
    }

    private static void Repeat(StepCase contender)
    {
        for (int i = 0; i < Steps; i++)
        {
            contender.Step();
        }
    }

    // Relative to one at least in single numbers, of which some are near zero; losses and lengths are not.
    private static void Require(object contender, string what, double got, double wanted)
    {
        double scale = what == "value" ? Math.Abs(wanted) : Math.Max(1, Math.Abs(wanted));
        if (!(Math.Abs(got - wanted) <= Tolerance * scale))
        {
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture, $"{contender}: {what} is {got:G7}, and should be {wanted:G7}."));
        }
    }
}
