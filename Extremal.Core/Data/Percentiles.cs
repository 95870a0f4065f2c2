namespace Extremal.Data;

/// <summary>How some numbers are distributed, in 101 of them: the 0th to the 100th percentile, ascending. It never changes.</summary>
public sealed class Percentiles
{
    /// <summary>How many numbers there are.</summary>
    public const int Count = 101;

    private readonly double[] _numbers;

    /// <summary>Percentiles from their numbers, as they are read from a file; <see cref="Of"/> makes them from values.</summary>
    /// <param name="numbers">101 finite numbers, ascending.</param>
    /// <exception cref="ArgumentException">There are more or fewer, or they are not finite or not ascending.</exception>
    public Percentiles(ReadOnlySpan<double> numbers)
    {
        if (numbers.Length != Count)
        {
            throw Mistake.Of($"Percentiles got {numbers.Length} numbers and wants {Count}.");
        }

        for (int i = 0; i < Count; i++)
        {
            if (!double.IsFinite(numbers[i]) || (i > 0 && numbers[i] < numbers[i - 1]))
            {
                throw Mistake.Of($"Percentiles got {numbers[i]} for percentile {i}; it wants finite numbers in ascending order.");
            }
        }

        _numbers = numbers.ToArray();
    }

    /// <summary>The percentiles of some values; between two values they are interpolated.</summary>
    /// <param name="values">At least one, in any order.</param>
    /// <exception cref="ArgumentException">There is none, or one is not finite.</exception>
    public static Percentiles Of(ReadOnlySpan<double> values)
    {
        if (values.IsEmpty)
        {
            throw Mistake.Of($"Percentiles.Of got no values and wants at least one.");
        }

        double[] sorted = values.ToArray();
        Array.Sort(sorted);
        double[] numbers = new double[Count];
        for (int i = 0; i < Count; i++)
        {
            numbers[i] = Between(sorted, (double)i * (sorted.Length - 1) / (Count - 1));
        }

        return new(numbers);
    }

    /// <summary>The numbers, ascending; the first is the least value, the last the greatest.</summary>
    public ReadOnlySpan<double> Numbers => _numbers;

    /// <summary>The greatest value.</summary>
    public double Greatest => _numbers[^1];

    /// <summary>The number up to which a share of the values lies.</summary>
    /// <param name="share">From 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is not between 0 and 1.</exception>
    public double Quantile(double share) => share is >= 0 and <= 1
        ? Between(_numbers, share * (Count - 1))
        : throw new ArgumentOutOfRangeException(nameof(share), share, "Percentiles.Quantile wants a share from 0 to 1.");

    /// <summary>The share of the values up to this one: 0 below the least, 1 from the greatest on, interpolated between.</summary>
    public double ShareUpTo(double value)
    {
        int above = Array.FindIndex(_numbers, number => number > value);
        if (above <= 0)
        {
            return above < 0 && !double.IsNaN(value) ? 1 : 0;
        }

        double low = _numbers[above - 1];
        return (above - 1 + (value - low) / (_numbers[above] - low)) / (Count - 1);
    }

    private static double Between(ReadOnlySpan<double> sorted, double position)
    {
        int below = Math.Min((int)position, sorted.Length - 1), above = Math.Min(below + 1, sorted.Length - 1);
        double between = sorted[below] + (position - below) * (sorted[above] - sorted[below]);
        return Math.Clamp(between, sorted[below], sorted[above]);
    }
}
