namespace Extremal.Problems;

/// <summary>A loss as a function of one output y alone, in the user's units: what can be said of it from the range of y.</summary>
/// <param name="Name">The equation.</param>
/// <param name="Sign">1 if it is meant for the greatest y, −1 for the least.</param>
/// <param name="Slope">dL/dy.</param>
/// <param name="Steepest">|dL/dy| grows from y = 0 up to there, and falls beyond; +∞ if it grows for ever.</param>
internal sealed record OutputLoss(string Name, int Sign, Func<double, double> Slope, double Steepest)
{
    /// <summary>Whether it asks for the opposite of what it is meant for at such a y.</summary>
    public bool IsWrongAt(double y) => Slope(y) * Sign > 0;

    /// <summary>Between which y ≥ 0 a slope is below some number: from 0 up to the first, and from the second on.</summary>
    public (double Near, double Far) Flat(double slope)
    {
        double peak = double.IsFinite(Steepest) ? Steepest : 1;
        while (double.IsInfinity(Steepest) && Math.Abs(Slope(peak)) < slope && peak < double.MaxValue / 2)
        {
            peak *= 2;
        }

        if (Math.Abs(Slope(peak)) < slope)
        {
            return (double.PositiveInfinity, 0);
        }

        double far = double.PositiveInfinity;
        if (double.IsFinite(Steepest))
        {
            far = peak;
            while (Math.Abs(Slope(far)) >= slope)
            {
                far *= 2;
            }

            far = Border(far / 2, far, y => Math.Abs(Slope(y)) < slope);
        }

        return (Border(0, peak, y => Math.Abs(Slope(y)) >= slope), far);
    }

    // The least number between the two, up to rounding, at which something begins to hold.
    private static double Border(double low, double high, Func<double, bool> holds)
    {
        for (int i = 0; i < 200 && 0.5 * (low + high) is var middle && middle > low && middle < high; i++)
        {
            (low, high) = holds(middle) ? (low, middle) : (middle, high);
        }

        return high;
    }
}
