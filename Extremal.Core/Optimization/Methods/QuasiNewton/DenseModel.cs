using System.Numerics;
using Extremal.LinearAlgebra;
using Extremal.Memory;

namespace Extremal.Optimization.Methods.QuasiNewton;

/// <summary>
/// B as a matrix, for few coordinates: where n is at most the number m of pairs to be kept, the matrix is smaller than the pairs. It
/// learns by the BFGS function (Nocedal and Wright, Numerical Optimization, (6.19)).
/// </summary>
/// <remarks>
/// As long as there are no more than m pairs, B is made anew from them and θI, θ = yᵀy / sᵀy of the last pair, and so is that of
/// <see cref="CompactModel{T}"/>. After that the matrix learns without forgetting, which a badly scaled function needs.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class DenseModel<T> : QuadraticModel<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _n;
    private readonly int _memory;
    private readonly T[] _all;
    private readonly int[] _learned;
    private readonly T[] _pairs;
    private readonly T[] _factor;
    private readonly T[] _ahead;
    private readonly T[] _walked;
    private int _start;

    /// <summary>θI with θ = 1 for each start.</summary>
    public DenseModel(int starts, int dimension, int memory)
    {
        (_n, _memory) = (dimension, memory);
        _pairs = new T[ArrayLength.Of(
            $"Lbfgsb got {starts} starts of {dimension} coordinates and a memory of {memory}", (Int128)starts * memory * 2 * dimension)];
        _all = new T[starts * dimension * dimension];
        _learned = new int[starts];
        _factor = new T[dimension * dimension];
        (_ahead, _walked) = (new T[dimension], new T[dimension]);
        for (int start = 0; start < starts; start++)
        {
            Scale(start, T.One);
        }
    }

    /// <inheritdoc/>
    public override void Forget(int start)
    {
        // The mean of the diagonal, so that the next step is of a length that suits the function.
        T sum = T.Zero;
        for (int i = 0; i < _n; i++)
        {
            sum += Matrix(start)[i * _n + i];
        }

        Scale(start, T.IsFinite(sum) && sum > T.Zero ? sum / T.CreateTruncating(_n) : T.One);
        _learned[start] = 0;
    }

    /// <inheritdoc/>
    public override bool IsFresh(int start) => _learned[start] == 0;

    /// <inheritdoc/>
    public override void Learn(int start, ReadOnlySpan<T> s, ReadOnlySpan<T> y)
    {
        int learned = _learned[start]++;
        if (learned >= _memory)
        {
            Update(start, s, y);
            return;
        }

        s.CopyTo(Pair(start, learned));
        y.CopyTo(Pair(start, learned)[_n..]);
        Scale(start, Vectors.Dot<T>(y, y) / Vectors.Dot<T>(s, y));
        for (int k = 0; k <= learned; k++)
        {
            Span<T> pair = Pair(start, k);
            Update(start, pair[.._n], pair[_n..]);
        }
    }

    /// <inheritdoc/>
    public override bool Select(int start)
    {
        _start = start;
        return true;
    }

    /// <inheritdoc/>
    public override T Aim(ReadOnlySpan<T> d)
    {
        Array.Clear(_walked);
        Multiply(Matrix(_start), d, _ahead);
        return Vectors.Dot<T>(d, _ahead);
    }

    /// <inheritdoc/>
    public override void Walk(T t) => Vectors.Add<T>(_walked, t, _ahead);

    /// <inheritdoc/>
    public override (T Walked, T Ahead, T Diagonal) Row(int i, T z, T d) => (_walked[i], _ahead[i], Matrix(_start)[i * _n + i]);

    /// <inheritdoc/>
    public override void Drop(int i, T d) => Vectors.Add<T>(_ahead, -d, Matrix(_start).Slice(i * _n, _n));

    /// <inheritdoc/>
    public override void AddWalked(ReadOnlySpan<int> coordinates, ReadOnlySpan<T> z, Span<T> sums)
    {
        for (int k = 0; k < coordinates.Length; k++)
        {
            sums[k] += _walked[coordinates[k]];
        }
    }

    /// <inheritdoc/>
    public override bool Solve(ReadOnlySpan<int> coordinates, Span<T> u)
    {
        int n = coordinates.Length;
        Span<T> b = Matrix(_start), factor = _factor.AsSpan(0, n * n);
        for (int i = 0; i < n; i++)
        {
            Span<T> row = b.Slice(coordinates[i] * _n, _n), part = factor.Slice(i * n, n);
            for (int j = 0; j <= i; j++)
            {
                part[j] = row[coordinates[j]];
            }
        }

        if (!Factorization.TryFactor(factor, n, negative: 0))
        {
            return false;
        }

        Factorization.Solve<T>(factor, n, u);
        return true;
    }

    /// <summary>B + yyᵀ / sᵀy − Bs sᵀB / sᵀBs.</summary>
    private void Update(int start, ReadOnlySpan<T> s, ReadOnlySpan<T> y)
    {
        Span<T> b = Matrix(start), bs = _ahead;
        Multiply(b, s, bs);
        (T sy, T sbs) = (Vectors.Dot<T>(s, y), Vectors.Dot<T>(s, bs));
        for (int i = 0; i < s.Length; i++)
        {
            Span<T> row = b.Slice(i * s.Length, s.Length);
            (T p, T q) = (y[i] / sy, bs[i] / sbs);
            for (int j = 0; j < row.Length; j++)
            {
                row[j] += p * y[j] - q * bs[j];
            }
        }
    }

    private Span<T> Pair(int start, int k) => _pairs.AsSpan((start * _memory + k) * 2 * _n, 2 * _n);

    private Span<T> Matrix(int start) => _all.AsSpan(start * _n * _n, _n * _n);

    private void Scale(int start, T theta)
    {
        Span<T> b = Matrix(start);
        b.Clear();
        for (int i = 0; i < _n; i++)
        {
            b[i * _n + i] = theta;
        }
    }

    private static void Multiply(ReadOnlySpan<T> b, ReadOnlySpan<T> x, Span<T> product)
    {
        for (int i = 0; i < x.Length; i++)
        {
            product[i] = Vectors.Dot<T>(b.Slice(i * x.Length, x.Length), x);
        }
    }
}
