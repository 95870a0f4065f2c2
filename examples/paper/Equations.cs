namespace Examples.Paper;

/// <summary>The paper's formulas as plain numbers, for the drawings and the checks. The searches use the library's own.</summary>
internal static class Equations
{
    /// <summary>(3.5): the paper's data.</summary>
    public static readonly double[] Mean = [0.007, -0.028, 0.005, 0.006];

    /// <inheritdoc cref="Mean"/>
    public static readonly double[] Deviation = [0.555, 0.577, 0.577, 0.567];

    /// <summary>(3.6): the input that the paper finds.</summary>
    public static readonly double[] Found = [-0.167, -0.0861, -1.193, -1.153];

    /// <summary>(3.7): the input that the paper holds for the best.</summary>
    public static readonly double[] ClaimedBest = [0, 0, -1.154, -1.134];

    /// <summary>ŷ that the paper reports at <see cref="Found"/>, and at <see cref="ClaimedBest"/>.</summary>
    public const double ReportedAtFound = 1.702, ReportedAtClaimedBest = 1.832;

    /// <summary>(3.1) without its noise: how healthy the diet is.</summary>
    public static double Truth(ReadOnlySpan<double> x) => 1 - Math.Abs(x[0]) - x[1] * x[1] - x[2] - Math.Exp(x[3]);

    /// <summary>(2.7): the loss of an output that is to be great and must not be negative.</summary>
    public static double Maximization(double y, double kappa2 = 10, double kappaHat = 1) =>
        y < 0 ? -kappa2 * y + kappaHat : 1 / (y * y + 1 / kappaHat);

    /// <summary>(2.6): the loss of an input that is far from the data.</summary>
    public static double Extrapolation(ReadOnlySpan<double> x, Box bounds, double kappa1)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            var outside = Math.Max(0, Math.Max(bounds.Lower[i] - x[i], x[i] - bounds.Upper[i]));
            sum += outside * outside;
        }

        return kappa1 * sum;
    }

    /// <summary>
    /// How far below their bounds x₂ and x₃ come to rest, if gradient descent on (3.2) knew the true function: there
    /// ∇𝓛₁ = −∇𝓛₂, which is κ₁ d₂ = g/(g² + 1)² and d₃ = d₂ e^x₃, at x₀ = x₁ = 0.
    /// The left side rises with d₂ and the right side falls (g > 1), so halving an interval finds where they meet.
    /// </summary>
    public static (double Cake, double Candy) Leak(Box bounds, double kappa1)
    {
        var (lowest, highest) = (0.0, 1 / kappa1);
        for (var i = 0; i < 60; i++)
        {
            var cake = (lowest + highest) / 2;
            var truth = Truth([0, 0, bounds.Lower[2] - cake, bounds.Lower[3] - Candy(cake, bounds.Lower[3])]);
            var pull = truth / Math.Pow(truth * truth + 1, 2);
            (lowest, highest) = kappa1 * cake < pull ? (cake, highest) : (lowest, cake);
        }

        return (lowest, Candy(lowest, bounds.Lower[3]));
    }

    // d₃ = d₂ e^(bound − d₃): the right side falls from d₂ e^bound, so d₃ lies between 0 and that.
    private static double Candy(double cake, double bound)
    {
        var (lowest, highest) = (0.0, cake * Math.Exp(bound));
        for (var i = 0; i < 60; i++)
        {
            var candy = (lowest + highest) / 2;
            (lowest, highest) = candy < cake * Math.Exp(bound - candy) ? (candy, highest) : (lowest, candy);
        }

        return lowest;
    }
}
