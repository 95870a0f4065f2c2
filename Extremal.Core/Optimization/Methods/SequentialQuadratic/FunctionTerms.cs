namespace Extremal.Optimization.Methods;

/// <summary>
/// By what the functions of a search are judged in the end, if not by one: whoever knows what they mean may allow less where they are far
/// smaller than one, and has to allow more where rounding is greater than the method's tolerance.
/// </summary>
/// <param name="isOwn">For each function, whether its limits hold to a share of its own terms and of themselves; or of one.</param>
/// <param name="origin">For each coordinate, what is added to it before it is called great or small.</param>
/// <param name="least">For each coordinate, the least that it counts for.</param>
internal sealed class FunctionTerms(bool[] isOwn, double[] origin, double[] least)
{
    // The most that may be allowed, of the terms or of one; and the least that is asked for, well above rounding.
    private const double Most = 1e-6;
    private const double Least = 1e-12;

    /// <summary>The violation of function k that counts as none at a point where the method would allow another one.</summary>
    public double Allowed(int k, double limit, double allowed, SequentialPoint point)
    {
        if (!isOwn[k])
        {
            return Math.Min(allowed, Most);
        }

        double terms = limit;
        ReadOnlySpan<double> slope = point.Slope(k);
        for (int j = 0; j < slope.Length; j++)
        {
            terms += Math.Abs(slope[j]) * Math.Max(Math.Abs(point.X[j] + origin[j]), least[j]);
        }

        return Math.Clamp(allowed, Least * terms, Most * terms);
    }
}
