using Extremal.LinearAlgebra;

namespace Extremal.Optimization.QuadraticProgramming;

/// <summary>The limits of n unknowns, and after them those of rows A, and how far a point is from meeting each.</summary>
internal sealed class QuadraticConstraints
{
    private readonly int _n;
    private readonly double[] _rows;
    private readonly double[] _norms;
    private double _reach;

    /// <summary>Room for this many unknowns and rows.</summary>
    public QuadraticConstraints(int dimension, int rows)
    {
        (_n, Count, _rows) = (dimension, dimension + rows, new double[rows * dimension]);
        (Low, High, Rounding, _norms) = (new double[Count], new double[Count], new double[Count], new double[Count]);
        _norms.AsSpan(0, dimension).Fill(1);
    }

    /// <summary>n + m.</summary>
    public int Count { get; }

    // See QuadraticProgramme.
    public double[] Low { get; }

    public double[] High { get; }

    public double[] Rounding { get; }

    /// <summary>Row i of A.</summary>
    public Span<double> Row(int i) => _rows.AsSpan(i * _n, _n);

    /// <summary>Whether both limits of constraint k are the same.</summary>
    public bool IsEquality(int k) => Low[k] == High[k];

    /// <summary>The low limit of constraint k if the side is 1, the high one if it is −1.</summary>
    public double Limit(int k, int side) => side > 0 ? Low[k] : High[k];

    /// <summary>The length of the normal of constraint k when <see cref="Measure"/> was called.</summary>
    public double Norm(int k) => _norms[k];

    /// <summary>Takes in the lengths of the rows.</summary>
    public void Measure()
    {
        for (int k = _n; k < Count; k++)
        {
            double norm = Vectors.Norm(Row(k - _n));
            _norms[k] = norm > 0 ? norm : 1;
        }
    }

    /// <summary>The left side of constraint k.</summary>
    public double Value(int k, ReadOnlySpan<double> x) => k < _n ? x[k] : Vectors.Dot(Row(k - _n), x);

    /// <summary>How far x is beyond a limit of constraint k, as a distance: above zero where it is violated.</summary>
    public double Missing(int k, int side, ReadOnlySpan<double> x) => side * (Limit(k, side) - Value(k, x)) / _norms[k];

    /// <summary>What rounding alone may put between a constraint that is met and its limit.</summary>
    public double Tolerance(int k) => 1e-14 * _norms[k] * _reach + Rounding[k];

    /// <summary>Takes in how great the numbers are on which the tolerances depend.</summary>
    public void Reach(ReadOnlySpan<double> x, bool anew = false)
    {
        _reach = anew ? 0 : _reach;
        foreach (double number in x)
        {
            _reach = Math.Max(_reach, Math.Abs(number));
        }
    }
}
