namespace Extremal.Optimization.QuadraticProgramming;

/// <summary>
/// The point of a box and rows that is nearest to another, where scales differ so far that <see cref="QuadraticProgramme"/> loses it to
/// rounding: every coordinate is measured by the box's width, every row by what it is over these, both from where the search for the point
/// stands. The factors are powers of two, so scaling rounds nothing; nearest means nearest by widths.
/// </summary>
internal sealed class ScaledProgramme
{
    // Distances by widths and violations by coefficients are of order one; so a price of a million lets little but the violation count.
    private const double Price = 1e6;

    // From far away most digits of a step are lost; the next time it starts close by.
    private const int Rounds = 3;

    private const double Epsilon = 1.0 / (1L << 52);

    private readonly int _n;
    private readonly int _m;
    private readonly double[] _coefficients;
    private readonly double[] _low;
    private readonly double[] _high;
    private readonly QuadraticProgramme _programme;
    private readonly int[] _columns;
    private readonly int[] _rows;

    /// <summary>Takes in a box and rows.</summary>
    /// <param name="dimension">n.</param>
    /// <param name="coefficients">A, m × n.</param>
    /// <param name="low">n lower bounds and m lower limits of rows; −∞ for none.</param>
    /// <param name="high">n upper bounds and m upper limits; +∞ for none.</param>
    public ScaledProgramme(int dimension, double[] coefficients, double[] low, double[] high)
    {
        (_n, _m, _coefficients, _low, _high) = (dimension, low.Length - dimension, coefficients, low, high);
        (_columns, _rows) = (new int[_n], new int[_m]);
        _programme = new QuadraticProgramme(_n, _m);
        Scale(coefficients, low, high);
        for (int j = 0; j < _n; j++)
        {
            _programme.Hessian[j * _n + j] = 1;
            for (int i = 0; i < _m; i++)
            {
                _programme.Row(i)[j] = low[j] == high[j] ? 0 : Math.ScaleB(coefficients[i * _n + j], _rows[i] + _columns[j]);
            }
        }

        _programme.Factor();
    }

    /// <summary>After a projection that failed: <see cref="QuadraticProgramme.Farkas"/> of the rows, before scaling.</summary>
    public double[] Farkas() => [.. Enumerable.Range(0, _m).Select(i => Math.ScaleB(_programme.Farkas[_n + i], _rows[i]))];

    /// <summary>
    /// Moves a finite point to the nearest that meets box and rows. If there is none, or rounding hides it, to where the rows are violated
    /// least.
    /// </summary>
    public QuadraticStatus Project(Span<double> point)
    {
        double[] wanted = point.ToArray();
        QuadraticStatus status = QuadraticStatus.Solved;
        for (int j = 0; j < _n; j++)
        {
            point[j] = Math.Max(Math.Min(point[j], _high[j]), _low[j]);
        }

        for (int round = 0; round < Rounds && status == QuadraticStatus.Solved; round++)
        {
            Fill(point, wanted);
            status = _programme.Solve();
            if (status == QuadraticStatus.Solved)
            {
                Move(point, _programme.Step);
            }
        }

        ElasticProgramme? elastic = status == QuadraticStatus.Solved ? null : new(_n, 0, _m);
        if (elastic?.Solve(_programme, Price, 1) == QuadraticStatus.Solved)
        {
            Move(point, elastic.Step);
        }

        return status;
    }

    private void Fill(ReadOnlySpan<double> point, double[] wanted)
    {
        for (int j = 0; j < _n; j++)
        {
            _programme.Gradient[j] = Math.ScaleB(point[j] - wanted[j], -_columns[j]);
            _programme.Low[j] = Math.ScaleB(_low[j] - point[j], -_columns[j]);
            _programme.High[j] = Math.ScaleB(_high[j] - point[j], -_columns[j]);
        }

        for (int i = 0; i < _m; i++)
        {
            (double sum, double size) = (0, 0);
            for (int j = 0; j < _n; j++)
            {
                double term = _coefficients[i * _n + j] * point[j];
                (sum, size) = (sum + term, size + Math.Abs(term));
            }

            (double low, double high) = (_low[_n + i], _high[_n + i]);
            (_programme.Low[_n + i], _programme.High[_n + i]) = (Math.ScaleB(low - sum, _rows[i]), Math.ScaleB(high - sum, _rows[i]));
            _programme.Rounding[_n + i] = Math.ScaleB(4 * Epsilon * Math.Max(size, Math.Min(Math.Abs(low), Math.Abs(high))), _rows[i]);
        }
    }

    private void Move(Span<double> point, ReadOnlySpan<double> step)
    {
        for (int j = 0; j < _n; j++)
        {
            point[j] = step[j] <= _programme.Low[j] ? _low[j]
                : step[j] >= _programme.High[j] ? _high[j]
                : Math.Max(Math.Min(point[j] + Math.ScaleB(step[j], _columns[j]), _high[j]), _low[j]);
        }
    }

    // Coordinates by their widths, rows by what they are over these; then coordinates without a width by the rows, and rows by all.
    private void Scale(double[] coefficients, double[] low, double[] high)
    {
        bool[] isMeasured = new bool[_n], isBoundless = new bool[_n];
        for (int j = 0; j < _n; j++)
        {
            double width = high[j] - low[j];
            (isMeasured[j], isBoundless[j]) = (width > 0 && double.IsFinite(width), !double.IsFinite(width));
            _columns[j] = isMeasured[j] ? Math.ILogB(width) : 0;
        }

        ScaleRows(coefficients, isMeasured);
        for (int j = 0; j < _n; j++)
        {
            int greatest = int.MinValue;
            for (int i = 0; i < _m && isBoundless[j]; i++)
            {
                double a = coefficients[i * _n + j];
                greatest = a == 0 ? greatest : Math.Max(greatest, Math.ILogB(a) + _rows[i]);
            }

            _columns[j] = greatest > int.MinValue ? -greatest : _columns[j];
            isMeasured[j] |= isBoundless[j];
        }

        ScaleRows(coefficients, isMeasured);
    }

    private void ScaleRows(double[] coefficients, bool[] isMeasured)
    {
        for (int i = 0; i < _m; i++)
        {
            (int measured, int any) = (int.MinValue, int.MinValue);
            for (int j = 0; j < _n; j++)
            {
                double a = coefficients[i * _n + j];
                int exponent = a == 0 ? int.MinValue : Math.ILogB(a) + _columns[j];
                (any, measured) = (Math.Max(any, exponent), isMeasured[j] ? Math.Max(measured, exponent) : measured);
            }

            int greatest = measured > int.MinValue ? measured : any;
            _rows[i] = greatest > int.MinValue ? -greatest : 0;
        }
    }
}
