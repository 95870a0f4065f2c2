using Extremal.Memory;

namespace Extremal.Data.Designs;

/// <summary>What all designs do alike: checking a box, and placing a number from [0, 1) in it.</summary>
internal static class DesignBox
{
    public static void Check(string operation, Shape points, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper)
    {
        if (lower.Length != points.Columns || upper.Length != points.Columns)
        {
            throw Mistake.Of(
                $"{operation} got {lower.Length} lower and {upper.Length} upper bounds for points of {points}; ",
                $"it wants one of each a coordinate.");
        }

        for (int j = 0; j < lower.Length; j++)
        {
            if (!(Column.IsUsable(lower[j]) && Column.IsUsable(upper[j]) && lower[j] <= upper[j]))
            {
                throw Mistake.Of(
                    $"{operation} got the bounds {lower[j]} and {upper[j]} for coordinate {j} (counted from 0); ",
                    $"it wants finite ones, the lower not above the upper.");
            }
        }
    }

    /// <summary>Rounding may carry the product above the upper bound, never below the lower one.</summary>
    public static double Place(double unit, double lower, double upper) =>
        Math.Min(Math.FusedMultiplyAdd(unit, upper - lower, lower), upper);
}
