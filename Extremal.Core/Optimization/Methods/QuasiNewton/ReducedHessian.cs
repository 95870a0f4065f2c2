using System.Numerics;
using Extremal.Kernels;
using Extremal.LinearAlgebra;

namespace Extremal.Optimization.Methods.QuasiNewton;

/// <summary>
/// B_FF of a <see cref="CompactModel{T}"/> for free coordinates F. By the function of Sherman, Morrison and Woodbury its solves need
/// M⁻¹ − W_FᵀW_F / θ in place of M⁻¹ (Byrd, Lu, Nocedal and Zhu, 1995, (5.9) to (5.11)); its blocks are written here without a difference
/// that could cancel.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class ReducedHessian<T>(int dimension, int capacity) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _reduced = new T[4 * capacity * capacity];
    private readonly T[] _gathered = GC.AllocateUninitializedArray<T>(2 * capacity * dimension);
    private readonly T[] _row = new T[2 * capacity];
    private readonly bool[] _isFree = new bool[dimension];

    /// <summary>Solves B_FF u = r; see <see cref="QuadraticModel{T}.Solve"/>.</summary>
    public bool Solve(LimitedMemory<T> memory, ReadOnlySpan<int> coordinates, Span<T> u)
    {
        (int k, int n, T theta) = (memory.Count, coordinates.Length, memory.Theta);
        Gather(memory, coordinates);
        Reduce(memory, coordinates);
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
            Vectors.Add(u, j < k ? _row[j] / theta : _row[j], Free(j, n));
        }

        for (int i = 0; i < u.Length; i++)
        {
            u[i] /= theta;
        }

        return true;
    }

    /// <summary>The rows of Y, then of S, that belong to the free coordinates, side by side.</summary>
    private void Gather(LimitedMemory<T> memory, ReadOnlySpan<int> coordinates)
    {
        for (int j = 0; j < 2 * memory.Count; j++)
        {
            ReadOnlySpan<T> from = j < memory.Count ? memory.Change(j) : memory.Step(j - memory.Count);
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
    private void Reduce(LimitedMemory<T> memory, ReadOnlySpan<int> coordinates)
    {
        (int k, int n, T theta) = (memory.Count, coordinates.Length, memory.Theta);
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
                T yy = all ? memory.ChangeChange(i, j) : Reductions.Dot(Free(i, n), Free(j, n));
                _reduced[i * 2 * k + j] = -yy / theta - (i == j ? memory.StepChange(i, i) : T.Zero);
                _reduced[(k + i) * 2 * k + k + j] = all ? T.Zero : theta * Active(memory.Step(i), memory.Step(j));
                _reduced[(k + i) * 2 * k + j] =
                    i == j ? all ? -memory.StepChange(i, j) : -Reductions.Dot(Free(k + i, n), Free(j, n))
                    : all ? T.Zero : Active(memory.Step(i), memory.Change(j));
            }

            for (int j = i + 1; j < k; j++)
            {
                _reduced[(k + i) * 2 * k + j] = all ? -memory.StepChange(i, j) : -Reductions.Dot(Free(k + i, n), Free(j, n));
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
}
