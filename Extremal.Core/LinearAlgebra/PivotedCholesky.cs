using Extremal.Kernels;
using Extremal.Memory;

namespace Extremal.LinearAlgebra;

/// <summary>
/// A symmetric positive semidefinite matrix as L Lᵀ, its rows and columns exchanged so that the greatest of what is left of the diagonal comes
/// next, as far as that is above a cut: the rank, to rounding (N. J. Higham, "Analysis of the Cholesky decomposition of a semi-definite
/// matrix", 1990; in blocks as C. Lucas, "LAPACK-style codes for pivoted Cholesky and QR updating", 2004). The bits are the same everywhere.
/// </summary>
internal sealed class PivotedCholesky
{
    // Columns between two updates of all that is right of them; these are products, which take most of the time.
    private const int Block = 48;

    // Triangles up to this size are inverted row by row.
    private const int Small = 64;

    private readonly int _n;
    private readonly double[] _l; // n × n, row after row; what is right of the diagonal or of the rank is of no use
    private readonly int[] _order;
    private readonly double[] _left;

    /// <summary>Decomposes a symmetric n × n matrix, row after row.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="n">How many rows.</param>
    /// <param name="cut">Where nothing of the diagonal that is left is above it, the decomposition ends.</param>
    public PivotedCholesky(ReadOnlySpan<double> matrix, int n, double cut)
    {
        (_n, _l, _order, _left) = (n, matrix.ToArray(), [.. Enumerable.Range(0, n)], new double[n]);
        int end;
        do
        {
            end = Math.Min(Rank + Block, n);
        }
        while (Decompose(Rank, end, cut) && end < n);
    }

    /// <summary>Columns of L.</summary>
    public int Rank { get; private set; }

    /// <summary>The number that the row at each place had before.</summary>
    public ReadOnlySpan<int> Order => _order;

    /// <summary>The row of L at a place: <see cref="Rank"/> numbers.</summary>
    public ReadOnlySpan<double> Row(int place) => _l.AsSpan(place * _n, Rank);

    /// <summary>What is left of the diagonal at a place from <see cref="Rank"/> on; rounding may have made it negative.</summary>
    public double Left(int place) => _left[place];

    /// <summary>The first <see cref="Rank"/> rows of L, inverted: a lower triangle, rank × rank and dense.</summary>
    public double[] Inverse()
    {
        double[] inverse = new double[Rank * Rank];
        Invert(0, Rank, inverse);
        return inverse;
    }

    // Columns start to end, and what they leave of the rest; false if the rank was met.
    private bool Decompose(int start, int end, double cut)
    {
        for (int i = start; i < _n; i++)
        {
            _left[i] = _l[i * _n + i];
        }

        for (int j = start; j < end; j++)
        {
            int pivot = j;
            for (int i = j + 1; i < _n; i++)
            {
                pivot = _left[i] > _left[pivot] ? i : pivot;
            }

            if (!(_left[pivot] > cut))
            {
                return false;
            }

            Exchange(j, pivot);
            FillColumn(j, start);
            Rank = j + 1;
        }

        Update(start, end);
        return true;
    }

    // Of a full symmetric matrix, and of what is to its left already: whole rows and columns.
    private void Exchange(int j, int pivot)
    {
        if (j == pivot)
        {
            return;
        }

        (_order[j], _order[pivot], _left[j], _left[pivot]) = (_order[pivot], _order[j], _left[pivot], _left[j]);
        for (int k = 0; k < _n; k++)
        {
            (_l[j * _n + k], _l[pivot * _n + k]) = (_l[pivot * _n + k], _l[j * _n + k]);
        }

        // What is above row j is of no use any more.
        for (int i = j; i < _n; i++)
        {
            (_l[i * _n + j], _l[i * _n + pivot]) = (_l[i * _n + pivot], _l[i * _n + j]);
        }
    }

    private void FillColumn(int j, int start)
    {
        double diagonal = Math.Sqrt(_left[j]);
        ReadOnlySpan<double> row = _l.AsSpan(j * _n + start, j - start);
        _l[j * _n + j] = diagonal;
        for (int i = j + 1; i < _n; i++)
        {
            ReadOnlySpan<double> other = _l.AsSpan(i * _n + start, j - start);
            double sum = _l[i * _n + j];
            for (int k = 0; k < row.Length; k++)
            {
                sum -= other[k] * row[k];
            }

            double element = sum / diagonal;
            _l[i * _n + j] = element;
            _left[i] -= element * element;
        }
    }

    // A₂₂ −= L₂₁ L₂₁ᵀ.
    private void Update(int start, int end)
    {
        int rest = _n - end, width = end - start;
        if (rest == 0)
        {
            return;
        }

        double[] negative = new double[rest * width];
        for (int i = 0; i < rest; i++)
        {
            for (int k = 0; k < width; k++)
            {
                negative[i * width + k] = -_l[(end + i) * _n + start + k];
            }
        }

        var all = new Matrix<double>(_l, new Shape(_n, _n));
        ReadOnlyMatrix<double> panel = all.RowRange(end, rest).ColumnRange(start, width);
        Gemm.MultiplyAdd(
            new ReadOnlyMatrix<double>(negative, new Shape(rest, width)), panel.Transposed, all.RowRange(end, rest).ColumnRange(end, rest));
    }

    // The inverse of [A 0; B C] is [A⁻¹ 0; −C⁻¹BA⁻¹ C⁻¹].
    private void Invert(int start, int end, double[] inverse)
    {
        if (end - start <= Small)
        {
            InvertSmall(start, end, inverse);
            return;
        }

        int middle = (start + end) / 2, above = middle - start, below = end - middle;
        Invert(start, middle, inverse);
        Invert(middle, end, inverse);
        ReadOnlyMatrix<double> l = new ReadOnlyMatrix<double>(_l, new Shape(_n, _n)).RowRange(middle, below).ColumnRange(start, above);
        var all = new Matrix<double>(inverse, new Shape(Rank, Rank));
        var product = new Matrix<double>(new double[below * above], new Shape(below, above));
        Gemm.Multiply(l, all.RowRange(start, above).ColumnRange(start, above), product);
        Matrix<double> corner = all.RowRange(middle, below).ColumnRange(start, above);
        Gemm.Multiply(all.RowRange(middle, below).ColumnRange(middle, below), product, corner);
        for (int i = 0; i < below; i++)
        {
            foreach (ref double element in corner.Row(i))
            {
                element = -element;
            }
        }
    }

    private void InvertSmall(int start, int end, double[] inverse)
    {
        for (int column = start; column < end; column++)
        {
            for (int i = column; i < end; i++)
            {
                double sum = i == column ? 1 : 0;
                for (int k = column; k < i; k++)
                {
                    sum -= _l[i * _n + k] * inverse[k * Rank + column];
                }

                inverse[i * Rank + column] = sum / _l[i * _n + i];
            }
        }
    }
}
