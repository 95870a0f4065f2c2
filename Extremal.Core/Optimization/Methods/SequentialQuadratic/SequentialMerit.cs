using Extremal.LinearAlgebra;

namespace Extremal.Optimization.Methods;

/// <summary>What a start's points are judged by: the merit f + Σ νₖ violationₖ and the residual of the conditions of optimality.</summary>
internal static class SequentialMerit
{
    /// <summary>Steps during which prices may also fall: the first multipliers are often far too great.</summary>
    private const int StepsToSettle = 30;

    /// <summary>The merit.</summary>
    public static double At(SequentialConstraints constraints, SequentialPoint point, ReadOnlySpan<double> prices)
    {
        double merit = point.Value;
        for (int k = 0; k < prices.Length; k++)
        {
            merit += prices[k] * constraints.Excess(First(constraints) + k, point.Functions[k]);
        }

        return merit;
    }

    /// <summary>What rounding may do to the difference of two merits.</summary>
    public static double Noise(SequentialConstraints constraints, SequentialState state)
    {
        double size = Math.Max(state.Magnitude, Math.Abs(state.Trial.Value));
        for (int k = 0; k < state.Prices.Length; k++)
        {
            int constraint = First(constraints) + k;
            (double before, double after) = (state.Point.Functions[k], state.Trial.Functions[k]);
            bool isViolated = constraints.Excess(constraint, before) > 0 || constraints.Excess(constraint, after) > 0;
            size += isViolated ? state.Prices[k] * Math.Max(constraints.Limit(constraint), Math.Abs(before)) : 0;
        }

        return 16 * constraints.Epsilon * size;
    }

    /// <summary>The sum of the functions' violations.</summary>
    public static double Excess(SequentialConstraints constraints, SequentialPoint point)
    {
        double sum = 0;
        for (int k = 0; k < point.Functions.Length; k++)
        {
            sum += constraints.Excess(First(constraints) + k, point.Functions[k]);
        }

        return sum;
    }

    /// <summary>The size of multipliers that the gradients at the point suggest: ‖∇f‖∞ over the greatest ‖∇cₖ‖∞.</summary>
    public static double Price(SequentialState state)
    {
        (double objective, double functions) = (Greatest(state.Point.Gradient), Greatest(state.Point.Jacobian));
        double price = objective / functions;
        return double.IsNormal(price) ? price : 1;
    }

    /// <summary>The greatest |λ| of a function.</summary>
    public static double GreatestMultiplier(SequentialConstraints constraints, SequentialState state) =>
        Greatest(state.Multipliers.AsSpan(First(constraints)));

    /// <summary>Sets the prices so that the step descends, and the merit and its slope with them.</summary>
    public static void Prepare(SequentialConstraints constraints, SequentialState state, int steps)
    {
        double slope = Vectors.Dot<double>(state.Point.Gradient, state.Step);
        for (int k = 0; k < state.Prices.Length; k++)
        {
            double wanted = 1.5 * Math.Abs(state.Multipliers[First(constraints) + k]);
            double kept = steps < StepsToSettle && state.Leftovers[k] == 0 ? 0.5 * (wanted + state.Prices[k]) : state.Prices[k];
            state.Prices[k] = Math.Max(wanted, kept);
            double excess = constraints.Excess(First(constraints) + k, state.Point.Functions[k]);
            slope -= state.Prices[k] * (excess - state.Leftovers[k]);
        }

        (state.Merit, state.Slope) = (At(constraints, state.Point, state.Prices), Math.Min(slope, 0));
    }

    /// <summary>
    /// How far point and multipliers are from the conditions of optimality; see <see cref="SequentialQuadratic{T}"/>. Held and fixed
    /// coordinates do not count.
    /// </summary>
    public static double Residual(SequentialConstraints constraints, SequentialState state, out double scale)
    {
        (int n, int m) = (constraints.Dimension, constraints.Rows);
        (double residual, scale) = (0, 1);
        for (int j = 0; j < n; j++)
        {
            if (!constraints.Fixed[j])
            {
                double left = Left(constraints, state, j);
                double room = left > 0 ? state.Point.X[j] - constraints.Low[j] : constraints.High[j] - state.Point.X[j];
                residual = Math.Max(residual, Math.Min(Math.Abs(left), room));
                scale = Math.Max(scale, Math.Abs(state.Point.Gradient[j]));
            }
        }

        for (int i = 0; i < m + constraints.Functions; i++)
        {
            double multiplier = state.Multipliers[n + i];
            double size = Greatest(i < m ? constraints.Row(i) : state.Point.Slope(i - m));
            double value = i < m ? constraints.RowSum(i, state.Point.X).Sum : state.Point.Functions[i - m];
            double away = multiplier > 0 ? value - constraints.Low[n + i] : multiplier < 0 ? constraints.High[n + i] - value : 0;
            double distance = Math.Max(away, 0) / (size > 0 ? size : 1);
            residual = Math.Max(residual, Math.Min(Math.Abs(multiplier) * size, distance));
            scale = Math.Max(scale, Math.Abs(multiplier) * size);
        }

        return residual;
    }

    /// <summary>Takes the multipliers for those of the best point; those of bounds are what rows and functions leave of the gradient there.</summary>
    public static void KeepMultipliers(SequentialConstraints constraints, SequentialState state)
    {
        state.Multipliers.CopyTo(state.BestMultipliers, 0);
        for (int j = 0; j < constraints.Dimension; j++)
        {
            double left = Left(constraints, state, j);
            bool presses = (left > 0 && state.Point.X[j] == constraints.Low[j]) || (left < 0 && state.Point.X[j] == constraints.High[j]);
            state.BestMultipliers[j] = constraints.Fixed[j] || presses ? left : 0;
        }
    }

    private static int First(SequentialConstraints constraints) => constraints.Dimension + constraints.Rows;

    /// <summary>Component j of ∇f − Σ λₖ∇cₖ over rows and functions.</summary>
    private static double Left(SequentialConstraints constraints, SequentialState state, int j)
    {
        (int n, int m) = (constraints.Dimension, constraints.Rows);
        double left = state.Point.Gradient[j];
        for (int i = 0; i < m + constraints.Functions; i++)
        {
            left -= state.Multipliers[n + i] * (i < m ? constraints.Row(i)[j] : state.Point.Slope(i - m)[j]);
        }

        return left;
    }

    /// <summary>‖numbers‖∞.</summary>
    public static double Greatest(ReadOnlySpan<double> numbers)
    {
        double greatest = 0;
        foreach (double x in numbers)
        {
            greatest = Math.Max(greatest, Math.Abs(x));
        }

        return greatest;
    }
}
