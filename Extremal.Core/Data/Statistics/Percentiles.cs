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

    /// <summary>
    /// The percentiles of some values. Without weights, or with equal ones, they are interpolated between two values (R. J. Hyndman and Y. Fan,
    /// "Sample quantiles in statistical packages", 1996, type 7). With others the p-th is the mean of the weighted distribution's quantile
    /// function over p(n − 1)/n to (p(n − 1) + 1)/n, with L. Kish's effective number n = (Σ w)²/Σ w²: it is type 7 where weights are equal, and
    /// changes little if a weight does (A. Akinshin, "Weighted quantile estimators", arXiv:2304.07265, 2023). The 0th and the 100th are the
    /// least and the greatest value.
    /// </summary>
    /// <param name="values">In any order.</param>
    /// <param name="weights">One a value, none negative; a value of weight 0 is left out. None where all count alike.</param>
    /// <exception cref="ArgumentException">
    /// There is no value of a weight above 0, or one of them is not finite; or there are more or fewer weights, or one is negative or not
    /// finite.
    /// </exception>
    public static Percentiles Of(ReadOnlySpan<double> values, ReadOnlySpan<double> weights = default)
    {
        Mistake.RequireWeights("Percentiles.Of", weights, values.Length);
        double[] relative = Moments.Relative(weights), all = values.ToArray();
        double[] sorted = relative.Length == 0 ? all : [.. all.Where((_, i) => relative[i] > 0)];
        double[] shares = [.. relative.Where(weight => weight > 0)];
        if (sorted.Length == 0)
        {
            throw Mistake.Of($"Percentiles.Of got no values and wants at least one.");
        }

        return new(Array.TrueForAll(shares, weight => weight == 1) ? OfEqual(sorted) : OfWeighted(sorted, shares));
    }

    /// <summary>The numbers, ascending; the first is the least value, the last the greatest.</summary>
    public ReadOnlySpan<double> Numbers => _numbers;

    /// <summary>The greatest value.</summary>
    public double Maximum => _numbers[^1];

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

    private static double[] OfEqual(double[] values)
    {
        Array.Sort(values);
        double[] numbers = new double[Count];
        for (int i = 0; i < Count; i++)
        {
            numbers[i] = Between(values, (double)i * (values.Length - 1) / (Count - 1));
        }

        return numbers;
    }

    private static double[] OfWeighted(double[] values, double[] weights)
    {
        Array.Sort(values, weights);
        double total = 0, squares = 0;
        foreach (double weight in weights)
        {
            (total, squares) = (total + weight, squares + weight * weight);
        }

        double effective = total * total / squares;
        double[] numbers = new double[Count];
        (numbers[0], numbers[^1]) = (values[0], values[^1]);
        for (int i = 1; i < Count - 1; i++)
        {
            double low = i / (Count - 1.0) * (effective - 1) / effective * total;
            numbers[i] = Math.Clamp(MeanQuantile(values, weights, low, low + total / effective), numbers[i - 1], numbers[^1]);
        }

        return numbers;
    }

    // The mean of the values between two sums of weights, each value as wide as its weight.
    private static double MeanQuantile(double[] values, double[] weights, double low, double high)
    {
        double below = 0, sum = 0, width = 0;
        for (int i = 0; i < values.Length && below < high; i++)
        {
            double part = Math.Max(0, Math.Min(below + weights[i], high) - Math.Max(below, low));
            (sum, width, below) = (sum + part * values[i], width + part, below + weights[i]);
        }

        return width > 0 ? sum / width : values[^1];
    }

    private static double Between(ReadOnlySpan<double> sorted, double position)
    {
        int below = Math.Min((int)position, sorted.Length - 1), above = Math.Min(below + 1, sorted.Length - 1);
        double between = sorted[below] + (position - below) * (sorted[above] - sorted[below]);
        return Math.Clamp(between, sorted[below], sorted[above]);
    }
}
