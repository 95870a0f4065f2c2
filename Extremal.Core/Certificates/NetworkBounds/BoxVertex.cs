namespace Extremal.Certificates;

/// <summary>Where a linear function is greatest on a box: its vertex; and on the part of it that keeps a constraint.</summary>
internal static class BoxVertex
{
    // So far inside of a constraint, in its roundings, that means of such points are inside for certain.
    private const double Margin = 4;

    /// <summary>
    /// Finds the vertex. With several constraints, each that it breaks is settled after the other: the result is a point of the box that
    /// may break an earlier one again.
    /// </summary>
    /// <param name="region">Has the constraints.</param>
    /// <param name="coefficients">Of the linear function, one every <paramref name="stride"/> numbers.</param>
    /// <param name="stride">Numbers from one coefficient to the next.</param>
    /// <param name="lower">The box's lower side.</param>
    /// <param name="upper">The box's upper side.</param>
    /// <param name="vertex">Gets it.</param>
    public static void Find(
        LinearRegion region, ReadOnlySpan<double> coefficients, int stride, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper,
        Span<double> vertex)
    {
        for (int k = 0; k < vertex.Length; k++)
        {
            vertex[k] = coefficients[k * stride] >= 0 ? upper[k] : lower[k];
        }

        for (int row = 0; row < region.Constraints; row++)
        {
            double excess = region.Excess(row, vertex, Margin);
            if (excess != 0)
            {
                Settle(coefficients, stride, region.Row(row), lower, upper, excess, vertex);
            }
        }
    }

    // The coordinates that cost least for each unit of the sum give way, one after another, until the sum is at its limit.
    private static void Settle(
        ReadOnlySpan<double> coefficients, int stride, ReadOnlySpan<double> r, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper,
        double excess, Span<double> vertex)
    {
        for (int turn = 0; turn < r.Length && excess != 0; turn++)
        {
            (int best, double cheapest) = (-1, double.PositiveInfinity);
            for (int k = 0; k < r.Length; k++)
            {
                double room = r[k] * excess > 0 ? vertex[k] - lower[k] : upper[k] - vertex[k];
                double cost = Math.Abs(coefficients[k * stride] / r[k]);
                if (r[k] != 0 && room > 0 && cost < cheapest)
                {
                    (best, cheapest) = (k, cost);
                }
            }

            if (best < 0)
            {
                return;
            }

            double target = Math.Clamp(vertex[best] - excess / r[best], lower[best], upper[best]);
            double moved = r[best] * (vertex[best] - target);
            excess = target == lower[best] || target == upper[best] ? excess - moved : 0;
            vertex[best] = target;
        }
    }
}
