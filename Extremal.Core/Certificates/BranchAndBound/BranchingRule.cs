namespace Extremal.Certificates;

/// <summary>
/// Where the search goes on in a box that was bounded: which inputs move to an end of their ranges, and along which input the rest is cut.
/// </summary>
internal sealed class BranchingRule(DomainBoxes boxes)
{
    private readonly (int Input, BoxStep End)[] _ends = new (int, BoxStep)[boxes.Region.Inputs];

    /// <summary>Decides it from the enclosures of the derivatives.</summary>
    /// <param name="batch">Has the box.</param>
    /// <param name="place">Its place in the batch.</param>
    /// <param name="ends">Gets the inputs that move to an end; valid until the next call.</param>
    /// <param name="input">Gets the input along which the output may change most over the rest of the box; −1 for none.</param>
    /// <returns>False if there is nothing to do: the box is a point.</returns>
    public bool TryChoose(BoxBatch batch, int place, out ReadOnlySpan<(int Input, BoxStep End)> ends, out int input)
    {
        ReadOnlySpan<double> low = batch.Of(batch.Lower, place), high = batch.Of(batch.Upper, place);
        ReadOnlySpan<double> least = batch.Of(batch.LeastSlopes, place), greatest = batch.Of(batch.GreatestSlopes, place);
        (int count, double most) = (0, double.NegativeInfinity);
        input = -1;
        for (int k = 0; k < low.Length; k++)
        {
            double width = high[k] - low[k], share = width * Math.Max(Math.Abs(least[k]), Math.Abs(greatest[k]));
            share = double.IsNaN(share) ? double.PositiveInfinity : share;
            if (width > 0 && boxes.IsFree(k) && (least[k] >= 0 || greatest[k] <= 0))
            {
                // An output that only rises along an input is greatest at that input's end: the rest of the box need not be looked at.
                _ends[count++] = (k, least[k] >= 0 ? BoxStep.AtHigh : BoxStep.AtLow);
            }
            else if (width > 0 && share > most)
            {
                (input, most) = (k, share);
            }
        }

        ends = _ends.AsSpan(0, count);
        return input >= 0 || count > 0;
    }
}
