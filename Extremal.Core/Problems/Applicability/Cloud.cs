using Extremal.Data;
using Extremal.Kernels;
using Extremal.LinearAlgebra;
using Extremal.Memory;

namespace Extremal.Problems;

/// <summary>
/// The cloud of the rows as their covariance tells it: Mahalanobis' distance on the correlation matrix R of what varies. With R = L Lᵀ it is
/// the length of L⁻¹z. An input of which the others leave a variance below <see cref="FlatCut"/> has no part in that: it keeps an exact
/// relation with them, but for rounding, along which there is no distance; a point either keeps it or leaves the cloud.
/// </summary>
internal sealed class Cloud
{
    /// <summary>The variance, beside an input's 1, below which what the others leave of it counts as none: a deviation of 10⁻⁵ of its own.</summary>
    public const double FlatCut = 1e-10;

    // How far a point may be off a flat direction, in deviations, and how far for the rounding of its own numbers (floats have 6e-8).
    private const double Slack = 1e-6;
    private const double Rounding = 1e-7;

    private const int RowsAtOnce = 256;

    private readonly IReadOnlyList<Column> _inputs;
    private readonly int[] _varying;
    private readonly int[] _axes; // inputs, in the order of L's columns
    private readonly double[] _inverse; // of L: rank × rank, a lower triangle
    private readonly List<(double[] Direction, double Width)> _flats = [];
    private readonly Lazy<IReadOnlyList<Relation>> _relations;

    public Cloud(DataSummary summary)
    {
        _inputs = summary.InputColumns;
        _varying = [.. Enumerable.Range(0, _inputs.Count).Where(j => !_inputs[j].IsConstant)];
        var factor = new PivotedCholesky(Correlation(summary), _varying.Length, FlatCut);
        _axes = [.. factor.Order[..factor.Rank].ToArray().Select(i => _varying[i])];
        _inverse = factor.Inverse();
        for (int place = factor.Rank; place < _varying.Length; place++)
        {
            _flats.Add(Flat(factor, place, summary.LightestRows));
        }

        _relations = new(() => FindRelations(factor));
    }

    /// <summary>Number of directions in which the data vary; the mean of the rows' squared distances.</summary>
    public int Rank => _axes.Length;

    /// <summary>What the rows keep along the flat directions.</summary>
    public IReadOnlyList<Relation> Relations => _relations.Value;

    /// <summary>The inputs that vary.</summary>
    public ReadOnlySpan<int> Varying => _varying;

    /// <summary>Mahalanobis' distance of a point from the rows' mean, in the directions in which they vary.</summary>
    public double Distance(ReadOnlySpan<double> point) => Distances(new ReadOnlyMatrix<double>(point, new Shape(1, point.Length)))[0];

    /// <summary>The distances of some points, one a row.</summary>
    public double[] Distances(ReadOnlyMatrix<double> points)
    {
        double[] distances = new double[points.Rows];
        for (int start = 0; start < points.Rows; start += RowsAtOnce)
        {
            int count = Math.Min(RowsAtOnce, points.Rows - start);
            FillDistances(points.RowRange(start, count), distances.AsSpan(start, count));
        }

        return distances;
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
        for (int i = 0; i < z.Length; i++)
        {
            z[i] = Scaled(point, _varying[i]);
        }

        foreach ((double[] direction, double width) in _flats)
        {
            double reach = width;
            for (int i = 0; i < z.Length; i++)
            {
                reach += Rounding * Math.Abs(direction[i] * point[_varying[i]] / _inputs[_varying[i]].StandardDeviation);
            }

            if (!(Math.Abs(Vectors.Dot(direction, z)) <= reach))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The relations that a point breaks.</summary>
    public IEnumerable<Relation> BrokenBy(double[] point) => Relations.Where(relation => IsOff(relation, point));

    /// <summary>L⁻ᵀ, inputs × <see cref="Rank"/>, row after row: z times it is as long as z is far; 0 for what has no part in the distance.</summary>
    public double[] Axes()
    {
        double[] axes = new double[_inputs.Count * Rank];
        for (int k = 0; k < Rank; k++)
        {
            for (int i = 0; i <= k; i++)
            {
                axes[_axes[i] * Rank + k] = _inverse[k * Rank + i];
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
            reach += Math.Abs(relation.Coefficients[i]) * (10 * Slack * _inputs[j].StandardDeviation + Rounding * Math.Abs(point[j]));
        }

        return !(Math.Abs(relation.Sum(point) - relation.Value) <= reach);
    }

    private double Scaled(ReadOnlySpan<double> point, int input) => (point[input] - _inputs[input].Mean) / _inputs[input].StandardDeviation;

    private void FillDistances(ReadOnlyMatrix<double> points, Span<double> distances)
    {
        var shape = new Shape(points.Rows, Rank);
        Matrix<double> z = new(new double[shape.Count], shape), along = new(new double[shape.Count], shape);
        for (int row = 0; row < points.Rows; row++)
        {
            for (int k = 0; k < Rank; k++)
            {
                z[row, k] = Scaled(points.Row(row), _axes[k]);
            }
        }

        Gemm.Multiply(z, new ReadOnlyMatrix<double>(_inverse, new Shape(Rank, Rank)).Transposed, along);
        for (int row = 0; row < points.Rows; row++)
        {
            distances[row] = Math.Sqrt(Vectors.Dot(along.Row(row), along.Row(row)));
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
                correlation[i * n + j] = i == j ? 1 : covariance / _inputs[_varying[i]].StandardDeviation / _inputs[_varying[j]].StandardDeviation;
            }
        }

        return correlation;
    }

    // What an input is beyond the combination of the axes that it nearly is, as a direction of length 1; and how far off it the rows are.
    private (double[] Direction, double Width) Flat(PivotedCholesky factor, int place, double rows)
    {
        double[] direction = new double[_varying.Length], combination = new double[Rank];
        Gemm.Multiply(
            new ReadOnlyMatrix<double>(factor.Row(place), new Shape(1, Rank)), new ReadOnlyMatrix<double>(_inverse, new Shape(Rank, Rank)),
            new Matrix<double>(combination, new Shape(1, Rank)));
        double length = Math.Sqrt(1 + Vectors.Dot(combination, combination));
        for (int k = 0; k < Rank; k++)
        {
            direction[factor.Order[k]] = -combination[k] / length;
        }

        direction[factor.Order[place]] = 1 / length;

        // Of n rows with this variance none is farther out than the root of n times it, or of more if it weighs less than others; its last
        // digits are rounding.
        double variance = Math.Max(factor.Left(place), 0) / (length * length);
        return (direction, Slack + Math.Sqrt(rows * (variance + 1e-15 * _varying.Length)));
    }

    // The rows of L have the correlations of the data and exactly their rank.
    private IReadOnlyList<Relation> FindRelations(PivotedCholesky factor)
    {
        if (_flats.Count == 0)
        {
            return [];
        }

        double[][] columns = Array.ConvertAll(new int[_inputs.Count], _ => new double[Rank]);
        for (int place = 0; place < _varying.Length; place++)
        {
            int known = Math.Min(place + 1, Rank);
            factor.Row(place)[..known].CopyTo(columns[_varying[factor.Order[place]]]);
        }

        return Data.Relations.Simplest(columns, _varying, _inputs, Slack / 10);
    }
}
