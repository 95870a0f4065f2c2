using Extremal.Memory;

namespace Extremal.Tests.Oracle;

/// <summary>A small dense matrix of dual numbers with the catalogue's operations in plain loops.</summary>
internal sealed class DualMatrix(int rows, int columns)
{
    private readonly Dual[,] _numbers = new Dual[rows, columns];

    public int Rows => rows;

    public int Columns => columns;

    public Dual this[int i, int j]
    {
        get => _numbers[i, j];
        set => _numbers[i, j] = value;
    }

    /// <summary>A matrix of numbers, row after row, that changes along <paramref name="tangents"/>; null stands for zeros.</summary>
    public static DualMatrix Of(Shape shape, ReadOnlySpan<double> values, double[]? tangents = null)
    {
        var matrix = new DualMatrix(shape.Rows, shape.Columns);
        for (int i = 0; i < shape.Rows; i++)
        {
            for (int j = 0; j < shape.Columns; j++)
            {
                int at = i * shape.Columns + j;
                matrix[i, j] = new Dual(values[at], tangents is null ? 0 : tangents[at]);
            }
        }

        return matrix;
    }

    public static DualMatrix Fill(int rows, int columns, Func<int, int, Dual> element)
    {
        var matrix = new DualMatrix(rows, columns);
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                matrix[i, j] = element(i, j);
            }
        }

        return matrix;
    }

    public DualMatrix Map(Func<Dual, Dual> f) => Fill(rows, columns, (i, j) => f(this[i, j]));

    /// <summary>f element by element; a single row or column meets every row or column of the other.</summary>
    public DualMatrix Zip(DualMatrix other, Func<Dual, Dual, Dual> f) => Fill(
        Math.Max(rows, other.Rows), Math.Max(columns, other.Columns), (i, j) => f(Repeated(i, j), other.Repeated(i, j)));

    /// <summary>X W + b.</summary>
    public DualMatrix Affine(DualMatrix w, DualMatrix b) => Fill(rows, w.Columns, (i, j) =>
    {
        Dual sum = 0;
        for (int k = 0; k < columns; k++)
        {
            sum += this[i, k] * w[k, j];
        }

        return sum + b[0, j];
    });

    /// <summary>Terms of one shape, each times its row of this matrix.</summary>
    public DualMatrix WeightedSum(params DualMatrix[] terms) => Fill(terms[0].Rows, terms[0].Columns, (i, j) =>
    {
        Dual sum = terms[0][i, j] * this[0, j];
        for (int k = 1; k < terms.Length; k++)
        {
            sum += terms[k][i, j] * this[k, j];
        }

        return sum;
    });

    public DualMatrix RowSums() => Fill(rows, 1, (i, _) =>
    {
        Dual sum = 0;
        for (int j = 0; j < columns; j++)
        {
            sum += this[i, j];
        }

        return sum;
    });

    public DualMatrix RowMeans() => RowSums().Map(sum => sum / columns);

    /// <summary>log Σⱼ e^xᵢⱼ, for numbers so small that nothing overflows.</summary>
    public DualMatrix LogSumExp() => Map(DualFunctions.Exp).RowSums().Map(DualFunctions.Log);

    public DualMatrix Sum() => Transposed().RowSums().Transposed().RowSums();

    public DualMatrix Mean() => Sum().Map(sum => sum / (rows * columns));

    public DualMatrix Pick(int start, int count) => Fill(rows, count, (i, j) => this[i, start + j]);

    public DualMatrix Beside(DualMatrix right) =>
        Fill(rows, columns + right.Columns, (i, j) => j < columns ? this[i, j] : right[i, j - columns]);

    /// <summary>−Σⱼ tᵢⱼ log(e^xᵢⱼ / Σₖ e^xᵢₖ), for scores so small that nothing overflows.</summary>
    public DualMatrix SoftmaxCrossEntropy(DualMatrix shares)
    {
        DualMatrix powers = Map(DualFunctions.Exp);
        DualMatrix softmax = powers.Zip(powers.RowSums(), (x, y) => x / y);
        return shares.Zip(softmax.Map(DualFunctions.Log), (t, log) => t * log).RowSums().Map(sum => -sum);
    }

    private DualMatrix Transposed() => Fill(columns, rows, (i, j) => this[j, i]);

    private Dual Repeated(int i, int j) => this[rows == 1 ? 0 : i, columns == 1 ? 0 : j];
}
