using System.Numerics;
using Extremal.LinearAlgebra;
using Extremal.Optimization.Regions;

namespace Extremal.Optimization.Methods.QuasiNewton;

/// <summary>
/// Where the search aims at: the minimum of the quadratic model over the coordinates that are free at the Cauchy point (Byrd, Lu, Nocedal
/// and Zhu, 1995, section 5.1, the direct primal method), projected onto the box, where that is good, after Morales and Nocedal
/// (ACM TOMS 38, 2011, remark on algorithm 778).
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class SubspaceStep<T>(QuadraticModel<T> model, Box<T> box) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly CauchyPoint<T> _cauchy = new(box.Dimension);
    private readonly int[] _free = new int[box.Dimension];
    private readonly T[] _u = new T[box.Dimension];
    private readonly T[] _projected = new T[box.Dimension];

    /// <summary>Finds the target from a point of the selected start; false if the model has lost its definiteness.</summary>
    /// <param name="x">The point.</param>
    /// <param name="g">The gradient there.</param>
    /// <param name="target">Becomes the target.</param>
    public bool TryFind(ReadOnlySpan<T> x, ReadOnlySpan<T> g, Span<T> target)
    {
        ReadOnlySpan<T> lower = box.Lower, upper = box.Upper;
        _cauchy.Find(model, x, g, lower, upper, target);
        int count = 0;
        for (int i = 0; i < g.Length; i++)
        {
            if (lower[i] < target[i] && target[i] < upper[i])
            {
                _u[count] = g[i];
                _free[count++] = i;
            }
        }

        if (count == 0)
        {
            return true;
        }

        // The reduced gradient at the Cauchy point, (5.4), and the step against it, (5.7).
        ReadOnlySpan<int> free = _free.AsSpan(0, count);
        Span<T> u = _u.AsSpan(0, count);
        model.AddWalked(free, _cauchy.Displacement, u);
        if (!model.Solve(free, u))
        {
            return false;
        }

        Choose(g, free, target);
        return true;
    }

    /// <summary>
    /// P(target − u), or the point where the way there meets the first bound: the former often ends at the right bounds at once, but has to
    /// be as low in the model as the Cauchy point, or it may lead nowhere (the remark asks for a direction that goes down, which is too
    /// little: steps along ever flatter ones can shrink to nothing).
    /// </summary>
    private void Choose(ReadOnlySpan<T> g, ReadOnlySpan<int> free, Span<T> target)
    {
        ReadOnlySpan<T> lower = box.Lower, upper = box.Upper, z = _cauchy.Displacement;
        bool inside = true;
        z.CopyTo(_projected);
        for (int k = 0; k < free.Length; k++)
        {
            int i = free[k];
            T moved = target[i] - _u[k], kept = T.Max(lower[i], T.Min(upper[i], moved));
            inside &= moved == kept;
            _projected[i] += kept - target[i];
        }

        bool isGood = inside || Change(g, _projected) <= Change(g, z);
        (T share, int stopped) = isGood ? (T.One, -1) : Share(free, target);
        for (int k = 0; k < free.Length; k++)
        {
            int i = free[k];
            T bound = _u[k] > T.Zero ? lower[i] : upper[i];
            target[i] = i == stopped ? bound : T.Max(lower[i], T.Min(upper[i], target[i] - share * _u[k]));
        }
    }

    /// <summary>gᵀz + ½ zᵀBz.</summary>
    private T Change(ReadOnlySpan<T> g, ReadOnlySpan<T> z) => Vectors.Dot(g, z) + model.Aim(z) / T.CreateTruncating(2);

    /// <summary>How far along −u the box allows to go, (5.8), and which coordinate stops it there, exactly at its bound.</summary>
    private (T Share, int Stopped) Share(ReadOnlySpan<int> free, ReadOnlySpan<T> target)
    {
        (T share, int stopped) = (T.One, -1);
        for (int k = 0; k < free.Length; k++)
        {
            int i = free[k];
            T room = _u[k] > T.Zero ? target[i] - box.Lower[i] : box.Upper[i] - target[i];
            if (share * T.Abs(_u[k]) > room)
            {
                (share, stopped) = (room / T.Abs(_u[k]), i);
            }
        }

        return (share, stopped);
    }
}
