using Extremal.Autodiff;
using Extremal.Memory;
using Extremal.Networks;

namespace Extremal.Problems;

/// <summary>A surrogate with its workspace, for one thread at a time: what it says of points, and how far its members are apart there.</summary>
internal sealed class SurrogatePredictor(Surrogate surrogate)
{
    // Enough rows to keep the kernels busy, few enough for the layers' values to stay in the cache.
    private const int MostRows = 256;

    private readonly Tape<double> _tape = new();
    private Variable<double>? _x, _spread;
    private readonly Predictor<double>[] _members = [.. surrogate.Members.Select(network => new Predictor<double>(network))];

    /// <summary>Predicts points in the user's units. A point's prediction has the same bits whatever points stand beside it.</summary>
    /// <param name="points">n × inputs.</param>
    /// <param name="outputs">n × outputs: gets the members' mean, with the bits of <see cref="Surrogate.Mean"/>.</param>
    /// <param name="spreads">
    /// Gets the members' population deviations, with the posteriors' variances if there are any, output after output; empty if they are not
    /// wanted.
    /// </param>
    public void Predict(ReadOnlyMatrix<double> points, Matrix<double> outputs, Span<double> spreads)
    {
        var z = new Matrix<double>(new double[points.Shape.Count], points.Shape);
        surrogate.InputScaling.Apply(points, z);
        _members[0].Predict(z, outputs);
        spreads.Clear();
        if (_members.Length > 1)
        {
            PredictMembers(z, outputs, surrogate.HasPosteriors ? [] : spreads);
        }

        if (surrogate.HasPosteriors && !spreads.IsEmpty)
        {
            PredictSpreads(z, outputs, spreads);
        }

        surrogate.OutputScaling.Invert((ReadOnlyMatrix<double>)outputs, outputs);
    }

    private void PredictMembers(ReadOnlyMatrix<double> z, Matrix<double> outputs, Span<double> spreads)
    {
        double[][] members = new double[_members.Length][];
        for (int k = 0; k < members.Length; k++)
        {
            members[k] = new double[outputs.Shape.Count];
            _members[k].Predict(z, new Matrix<double>(members[k], outputs.Shape));
        }

        for (int i = 0; i < outputs.Shape.Count; i++)
        {
            (int row, int output) = Math.DivRem(i, outputs.Columns);
            double mean = Mean(members, i, output);
            outputs[row, output] = mean;
            if (!spreads.IsEmpty)
            {
                spreads[i] = Deviation(members, i, output, mean) * surrogate.OutputScaling.Slope(output, mean);
            }
        }
    }

    // From a recording of the spread, as a search has it.
    private void PredictSpreads(ReadOnlyMatrix<double> z, ReadOnlyMatrix<double> means, Span<double> spreads)
    {
        Slice<double> rows = Slice<double>.Zeros(new Shape(Math.Min(MostRows, Math.Max(1, z.Rows)), z.Columns));
        Variable<double> x = _x ??= _tape.Input(rows.Rows(0, 1)), spread = _spread ??= new DecisionVariables(x, surrogate).ScaledSpread;

        for (int start = 0; start < z.Rows; start += MostRows)
        {
            int count = Math.Min(MostRows, z.Rows - start);
            rows.Rows(0, count).Matrix.Assign(z.RowRange(start, count));
            _tape.Bind(x, rows.Rows(0, count));
            _tape.Replay();
            ReadOnlySpan<double> scaled = spread.Value.Span;
            for (int i = 0; i < scaled.Length; i++)
            {
                (int row, int output) = Math.DivRem(i, surrogate.Outputs);
                spreads[start * surrogate.Outputs + i] = scaled[i] * surrogate.OutputScaling.Slope(output, means[start + row, output]);
            }
        }
    }

    private double Mean(double[][] members, int i, int output)
    {
        double sum = surrogate.HasEqualShares ? members[0][i] : members[0][i] * surrogate.Share(0, output);
        for (int k = 1; k < members.Length; k++)
        {
            sum += surrogate.HasEqualShares ? members[k][i] : members[k][i] * surrogate.Share(k, output);
        }

        return surrogate.HasEqualShares ? sum / members.Length : sum;
    }

    private double Deviation(double[][] members, int i, int output, double mean)
    {
        double squares = 0;
        for (int k = 0; k < members.Length; k++)
        {
            double distance = members[k][i] - mean, square = distance * distance;
            squares += surrogate.HasEqualShares ? square : square * surrogate.Share(k, output);
        }

        return Math.Sqrt(surrogate.HasEqualShares ? squares / members.Length : squares);
    }
}
