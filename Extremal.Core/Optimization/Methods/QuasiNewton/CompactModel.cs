using System.Numerics;
using Extremal.Kernels;
using Extremal.Memory;

namespace Extremal.Optimization.Methods.QuasiNewton;

/// <summary>
/// B = θI − W M Wᵀ, W = [Y θS], M⁻¹ = [−D Lᵀ; L θSᵀS] (Byrd, Lu, Nocedal and Zhu, 1995, (3.2) to (3.4)): the matrix that the last m pairs
/// make of θI by the BFGS function, in 2mn numbers. D is the diagonal and L the strict lower triangle of SᵀY.
/// </summary>
/// <remarks>
/// M itself is never formed: M⁻¹ is quasi-definite, so products with M are solves. So is what the subspace step needs in its place, M⁻¹ −
/// W_FᵀW_F / θ, by the function of Sherman, Morrison and Woodbury, (5.9) to (5.11); its blocks are written here without a difference that
/// could cancel.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class CompactModel<T> : QuadraticModel<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly LimitedMemory<T>[] _memories;
    private readonly T[] _middle;
    private readonly T[] _reduced;
    private readonly T[] _gathered;
    private readonly bool[] _isFree;
    private readonly T[] _p, _c, _mp, _mc, _row;
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
        (_middle, _reduced) = (new T[4 * memory * memory], new T[4 * memory * memory]);
        (_gathered, _isFree) = (GC.AllocateUninitializedArray<T>(2 * memory * dimension), new bool[dimension]);
        (_p, _c, _mp, _mc, _row) =
            (new T[2 * memory], new T[2 * memory], new T[2 * memory], new T[2 * memory], new T[2 * memory]);
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
        return _memory.Theta * Reductions.Dot(d, d) - Sum(_p, _mp);
    }

    /// <inheritdoc/>
    public override void Walk(T t)
    {
        for (int j = 0; j < 2 * Pairs; j++)
        {
            _c[j] += t * _p[j];
            _mc[j] += t * _mp[j];
        }
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

        (T walked, T ahead) = (theta * z - Sum(_row, _mc), theta * d - Sum(_row, _mp));
        Span<T> solved = _reduced; // free until Solve
        Times(_row, solved);
        return (walked, ahead, theta - Sum(_row, solved));
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
    public override bool Solve(ReadOnlySpan<int> coordinates, Span<T> u)
    {
        (int k, int n, T theta) = (Pairs, coordinates.Length, _memory.Theta);
        Gather(coordinates);
        Reduce(coordinates);
        if (!Factorization.TryFactor<T>(_reduced.AsSpan(0, 4 * k * k), 2 * k, negative: k))
        {
            return false;
        }

        for (int j = 0; j < k; j++)
        {
            _row[j] = Reductions.Dot(Free(j, n), u);
            _row[k + j] = theta * Reductions.Dot(Free(k + j, n), u);
        }

        Factorization.Solve<T>(_reduced.AsSpan(0, 4 * k * k), 2 * k, _row.AsSpan(0, 2 * k));
        for (int j = 0; j < 2 * k; j++)
        {
            ReadOnlySpan<T> column = Free(j, n);
            T factor = j < k ? _row[j] / theta : _row[j];
            for (int i = 0; i < u.Length; i++)
            {
                u[i] += factor * column[i];
            }
        }

        for (int i = 0; i < u.Length; i++)
        {
            u[i] /= theta;
        }

        return true;
    }

    /// <summary>The rows of Y, then of S, that belong to the free coordinates, side by side.</summary>
    private void Gather(ReadOnlySpan<int> coordinates)
    {
        for (int j = 0; j < 2 * Pairs; j++)
        {
            ReadOnlySpan<T> from = j < Pairs ? _memory.Change(j) : _memory.Step(j - Pairs);
            Span<T> to = _gathered.AsSpan(j * coordinates.Length, coordinates.Length);
            if (to.Length == from.Length)
            {
                from.CopyTo(to);
                continue;
            }

            for (int i = 0; i < to.Length; i++)
            {
                to[i] = from[coordinates[i]];
            }
        }
    }

    private ReadOnlySpan<T> Free(int j, int n) => _gathered.AsSpan(j * n, n);

    /// <summary>
    /// M⁻¹ − W_FᵀW_F / θ with F free and A its complement: −D − Y_FᵀY_F / θ; S_AᵀY_A below the diagonal and −S_FᵀY_F on and above it; θ
    /// S_AᵀS_A.
    /// </summary>
    private void Reduce(ReadOnlySpan<int> coordinates)
    {
        (int k, int n, T theta) = (Pairs, coordinates.Length, _memory.Theta);
        bool all = n == _isFree.Length;
        Array.Clear(_isFree);
        foreach (int i in coordinates)
        {
            _isFree[i] = true;
        }

        for (int i = 0; i < k; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                T yy = all ? _memory.ChangeChange(i, j) : Reductions.Dot(Free(i, n), Free(j, n));
                _reduced[i * 2 * k + j] = -yy / theta - (i == j ? _memory.StepChange(i, i) : T.Zero);
                _reduced[(k + i) * 2 * k + k + j] = all ? T.Zero : theta * Active(_memory.Step(i), _memory.Step(j));
                _reduced[(k + i) * 2 * k + j] =
                    i == j ? all ? -_memory.StepChange(i, j) : -Reductions.Dot(Free(k + i, n), Free(j, n))
                    : all ? T.Zero : Active(_memory.Step(i), _memory.Change(j));
            }

            for (int j = i + 1; j < k; j++)
            {
                _reduced[(k + i) * 2 * k + j] = all ? -_memory.StepChange(i, j) : -Reductions.Dot(Free(k + i, n), Free(j, n));
            }
        }
    }

    private T Active(ReadOnlySpan<T> a, ReadOnlySpan<T> b)
    {
        T sum = T.Zero;
        for (int i = 0; i < a.Length; i++)
        {
            if (!_isFree[i])
            {
                sum += a[i] * b[i];
            }
        }

        return sum;
    }

    /// <summary>M v.</summary>
    private void Times(ReadOnlySpan<T> v, Span<T> product)
    {
        int k = Pairs;
        v[..(2 * k)].CopyTo(product);
        Factorization.Solve<T>(_middle.AsSpan(0, 4 * k * k), 2 * k, product[..(2 * k)]);
    }

    private T Sum(ReadOnlySpan<T> a, ReadOnlySpan<T> b)
    {
        T sum = T.Zero;
        for (int j = 0; j < 2 * Pairs; j++)
        {
            sum += a[j] * b[j];
        }

        return sum;
    }

    private static void Subtract(ReadOnlySpan<int> coordinates, ReadOnlySpan<T> column, T factor, Span<T> sums)
    {
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] -= factor * column[coordinates[i]];
        }
    }
}
