using Extremal.Data;

namespace Extremal.Problems;

/// <summary>
/// The cloud of the rows as their covariance tells it: Mahalanobis' distance on the correlation matrix V diag(λ) Vᵀ of what varies.
/// An eigenvector with λ below <see cref="FlatCut"/> is a direction in which the data do not vary: an exact relation among the inputs, but
/// for rounding. Along it there is no distance; a point either keeps to the cloud or leaves it.
/// </summary>
internal sealed class Cloud
{
    /// <summary>The variance, beside the inputs' 1, below which a direction counts as flat: a deviation of 10⁻⁵ of theirs.</summary>
    public const double FlatCut = 1e-10;

    // How far a point may be off a flat direction, in deviations, and how far for the rounding of its own numbers (floats have 6e-8).
    private const double Slack = 1e-6;
    private const double Rounding = 1e-7;

    private readonly IReadOnlyList<Column> _inputs;
    private readonly int[] _varying;
    private readonly List<double[]> _axes = []; // eigenvector / √λ
    private readonly List<(double[] Direction, double Width)> _flats = [];

    public Cloud(DataSummary summary)
    {
        _inputs = summary.InputColumns;
        _varying = [.. Enumerable.Range(0, _inputs.Count).Where(j => !_inputs[j].IsConstant)];
        var eigen = new SymmetricEigen(Correlation(summary), _varying.Length);
        for (int k = 0; k < _varying.Length; k++)
        {
            double variance = Math.Max(eigen.Value(k), 0);
            if (variance <= FlatCut)
            {
                // Of n rows with this variance none is farther out than the root of n times it, or of more if it weighs less than others;
                // the last digits of λ are rounding.
                _flats.Add((eigen.Vector(k).ToArray(), Slack + Math.Sqrt(summary.LightestRows * (variance + 1e-15 * _varying.Length))));
            }
            else
            {
                double scale = 1 / Math.Sqrt(variance);
                _axes.Add(Array.ConvertAll(eigen.Vector(k).ToArray(), share => share * scale));
            }
        }

        Relations = FindRelations();
    }

    /// <summary>Number of directions in which the data vary; the mean of the rows' squared distances.</summary>
    public int Rank => _axes.Count;

    /// <summary>What the rows keep along the flat directions.</summary>
    public IReadOnlyList<Relation> Relations { get; }

    /// <summary>The inputs that vary.</summary>
    public ReadOnlySpan<int> Varying => _varying;

    /// <summary>Mahalanobis' distance of a point from the rows' mean, in the directions in which they vary.</summary>
    public double Distance(ReadOnlySpan<double> point)
    {
        double squares = 0;
        Span<double> z = stackalloc double[_varying.Length <= 64 ? 64 : 0];
        z = _varying.Length <= 64 ? z[.._varying.Length] : new double[_varying.Length];
        Scale(point, z);
        foreach (double[] axis in _axes)
        {
            double along = Dot(axis, z);
            squares += along * along;
        }

        return Math.Sqrt(squares);
    }

    /// <summary>Whether a point is off the rows' cloud in a direction in which they do not vary at all.</summary>
    public bool IsLeftBy(ReadOnlySpan<double> point)
    {
        for (int j = 0; j < _inputs.Count; j++)
        {
            double reach = Rounding * Math.Abs(_inputs[j].Mean);
            if (_inputs[j].IsConstant && !(point[j] >= _inputs[j].Minimum - reach && point[j] <= _inputs[j].Maximum + reach))
            {
                return true;
            }
        }

        double[] z = new double[_varying.Length];
        Scale(point, z);
        foreach ((double[] direction, double width) in _flats)
        {
            double reach = width;
            for (int i = 0; i < z.Length; i++)
            {
                reach += Rounding * Math.Abs(direction[i] * point[_varying[i]] / _inputs[_varying[i]].Deviation);
            }

            if (!(Math.Abs(Dot(direction, z)) <= reach))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The relations that a point breaks.</summary>
    public IEnumerable<Relation> BrokenBy(double[] point) => Relations.Where(relation => IsOff(relation, point));

    /// <summary>
    /// Eigenvectors over the roots of their eigenvalues, side by side: inputs × <see cref="Rank"/>, row after row, 0 for inputs that do not
    /// vary.
    /// </summary>
    public double[] Axes()
    {
        double[] axes = new double[_inputs.Count * Rank];
        for (int k = 0; k < Rank; k++)
        {
            for (int i = 0; i < _varying.Length; i++)
            {
                axes[_varying[i] * Rank + k] = _axes[k][i];
            }
        }

        return axes;
    }

    private bool IsOff(Relation relation, double[] point)
    {
        double reach = 0;
        for (int i = 0; i < relation.Columns.Count; i++)
        {
            int j = relation.Columns[i];
            reach += Math.Abs(relation.Coefficients[i]) * (10 * Slack * _inputs[j].Deviation + Rounding * Math.Abs(point[j]));
        }

        return !(Math.Abs(relation.Sum(point) - relation.Value) <= reach);
    }

    private void Scale(ReadOnlySpan<double> point, Span<double> z)
    {
        for (int i = 0; i < z.Length; i++)
        {
            Column input = _inputs[_varying[i]];
            z[i] = (point[_varying[i]] - input.Mean) / input.Deviation;
        }
    }

    private double[] Correlation(DataSummary summary)
    {
        (int n, int all) = (_varying.Length, _inputs.Count);
        double[] correlation = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double covariance = summary.Covariance[_varying[i] * all + _varying[j]];
                correlation[i * n + j] = i == j ? 1 : covariance / _inputs[_varying[i]].Deviation / _inputs[_varying[j]].Deviation;
            }
        }

        return correlation;
    }

    // √λ vᵀ, one row for every direction that varies, has the correlations of the data and exactly their rank.
    private IReadOnlyList<Relation> FindRelations()
    {
        if (_flats.Count == 0)
        {
            return [];
        }

        double[][] columns = Array.ConvertAll(new int[_inputs.Count], _ => new double[Rank]);
        for (int k = 0; k < Rank; k++)
        {
            double length = Math.Sqrt(Dot(_axes[k], _axes[k]));
            for (int i = 0; i < _varying.Length; i++)
            {
                columns[_varying[i]][k] = _axes[k][i] / (length * length);
            }
        }

        return Data.Relations.Simplest(columns, _varying, _inputs, Slack / 10);
    }

    private static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * y[i];
        }

        return sum;
    }
}
