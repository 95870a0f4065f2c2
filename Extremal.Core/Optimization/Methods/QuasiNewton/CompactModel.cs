using System.Numerics;
using Extremal.Kernels;
using Extremal.LinearAlgebra;
using Extremal.Memory;

namespace Extremal.Optimization.Methods.QuasiNewton;

/// <summary>
/// B = θI − W M Wᵀ, W = [Y θS], M⁻¹ = [−D Lᵀ; L θSᵀS] (Byrd, Lu, Nocedal and Zhu, 1995, (3.2) to (3.4)): the matrix that the last m pairs
/// make of θI by the BFGS function, in 2mn numbers. D is the diagonal and L the strict lower triangle of SᵀY.
/// </summary>
/// <remarks>M itself is never formed: M⁻¹ is quasi-definite, so products with M are solves.</remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class CompactModel<T> : QuadraticModel<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly LimitedMemory<T>[] _memories;
    private readonly T[] _middle;
    private readonly ReducedHessian<T> _reduced;
    private readonly T[] _p, _c, _mp, _mc, _row, _solved;
    private LimitedMemory<T> _memory;

    /// <summary>Without pairs, θ = 1, for each start.</summary>
    public CompactModel(int starts, int dimension, int memory)
    {
        ArrayLength.Of(
            $"Lbfgsb got a memory of {memory} steps of {dimension} coordinates", 2 * (Int128)memory * Math.Max(dimension, 2L * memory));
        _memories = new LimitedMemory<T>[starts];
        for (int start = 0; start < starts; start++)
        {
            _memories[start] = new(memory, dimension);
        }

        _memory = _memories[0];
        (_middle, _reduced) = (new T[4 * memory * memory], new(dimension, memory));
        (_p, _c, _mp) = (new T[2 * memory], new T[2 * memory], new T[2 * memory]);
        (_mc, _row, _solved) = (new T[2 * memory], new T[2 * memory], new T[2 * memory]);
    }

    private int Pairs => _memory.Count;

    /// <inheritdoc/>
    public override void Forget(int start) => _memories[start].Forget();

    /// <inheritdoc/>
    public override bool IsFresh(int start) => _memories[start].Count == 0;

    /// <inheritdoc/>
    public override void Learn(int start, ReadOnlySpan<T> s, ReadOnlySpan<T> y) => _memories[start].Add(s, y);

    /// <inheritdoc/>
    public override bool Select(int start)
    {
        _memory = _memories[start];
        int k = Pairs;
        for (int i = 0; i < k; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                _middle[i * 2 * k + j] = i == j ? -_memory.StepChange(i, i) : T.Zero;
                _middle[(k + i) * 2 * k + k + j] = _memory.Theta * _memory.StepStep(i, j);
            }

            for (int j = 0; j < k; j++)
            {
                _middle[(k + i) * 2 * k + j] = i > j ? _memory.StepChange(i, j) : T.Zero;
            }
        }

        return Factorization.TryFactor<T>(_middle.AsSpan(0, 4 * k * k), 2 * k, negative: k);
    }

    /// <inheritdoc/>
    public override T Aim(ReadOnlySpan<T> d)
    {
        int k = Pairs;
        Array.Clear(_c);
        Array.Clear(_mc);
        for (int j = 0; j < k; j++)
        {
            _p[j] = Reductions.Dot(_memory.Change(j), d);
            _p[k + j] = _memory.Theta * Reductions.Dot(_memory.Step(j), d);
        }

        Times(_p, _mp);
        return _memory.Theta * Reductions.Dot(d, d) - Dot(_p, _mp);
    }

    /// <inheritdoc/>
    public override void Walk(T t)
    {
        Vectors.Add<T>(_c.AsSpan(0, 2 * Pairs), t, _p);
        Vectors.Add<T>(_mc.AsSpan(0, 2 * Pairs), t, _mp);
    }

    /// <inheritdoc/>
    public override (T Walked, T Ahead, T Diagonal) Row(int i, T z, T d)
    {
        T theta = _memory.Theta;
        for (int j = 0; j < Pairs; j++)
        {
            _row[j] = _memory.Change(j)[i];
            _row[Pairs + j] = theta * _memory.Step(j)[i];
        }

        (T walked, T ahead) = (theta * z - Dot(_row, _mc), theta * d - Dot(_row, _mp));
        Times(_row, _solved);
        return (walked, ahead, theta - Dot(_row, _solved));
    }

    /// <inheritdoc/>
    public override void Drop(int i, T d)
    {
        for (int j = 0; j < Pairs; j++)
        {
            _p[j] -= d * _memory.Change(j)[i];
            _p[Pairs + j] -= d * (_memory.Theta * _memory.Step(j)[i]);
        }

        Times(_p, _mp);
    }

    /// <inheritdoc/>
    public override void AddWalked(ReadOnlySpan<int> coordinates, ReadOnlySpan<T> z, Span<T> sums)
    {
        for (int k = 0; k < coordinates.Length; k++)
        {
            sums[k] += _memory.Theta * z[coordinates[k]];
        }

        for (int j = 0; j < Pairs; j++)
        {
            Subtract(coordinates, _memory.Change(j), _mc[j], sums);
            Subtract(coordinates, _memory.Step(j), _memory.Theta * _mc[Pairs + j], sums);
        }
    }

    /// <inheritdoc/>
    public override bool Solve(ReadOnlySpan<int> coordinates, Span<T> u) => _reduced.Solve(_memory, coordinates, u);

    /// <summary>M v.</summary>
    private void Times(ReadOnlySpan<T> v, Span<T> product)
    {
        int k = Pairs;
        v[..(2 * k)].CopyTo(product);
        Factorization.Solve<T>(_middle.AsSpan(0, 4 * k * k), 2 * k, product[..(2 * k)]);
    }

    private T Dot(T[] a, T[] b) => Vectors.Dot<T>(a.AsSpan(0, 2 * Pairs), b.AsSpan(0, 2 * Pairs));

    private static void Subtract(ReadOnlySpan<int> coordinates, ReadOnlySpan<T> column, T factor, Span<T> sums)
    {
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] -= factor * column[coordinates[i]];
        }
    }
}
