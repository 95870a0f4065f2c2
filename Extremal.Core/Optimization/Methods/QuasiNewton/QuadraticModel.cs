using System.Numerics;

namespace Extremal.Optimization.Methods.QuasiNewton;

/// <summary>
/// The quadratic m(x + z) = f + gᵀz + ½ zᵀBz that stands for the function near the point of one start, where B, positive definite, is
/// learned from gradients. What <see cref="CauchyPoint{T}"/> and <see cref="SubspaceStep{T}"/> ask of B is here; how it is stored
/// differs: <see cref="DenseModel{T}"/> keeps the matrix itself, <see cref="CompactModel{T}"/> the last few pairs.
/// </summary>
/// <remarks>One model serves many starts, one at a time: <see cref="Select"/> says whose turn it is.</remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal abstract class QuadraticModel<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Forgets what was learned of a start's function but the scale θ: B = θI.</summary>
    public abstract void Forget(int start);

    /// <summary>Whether B = θI for a start.</summary>
    public abstract bool IsFresh(int start);

    /// <summary>Learns Bs = y from a step s and the change y of the gradient, sᵀy above zero.</summary>
    public abstract void Learn(int start, ReadOnlySpan<T> s, ReadOnlySpan<T> y);

    /// <summary>Makes ready for the questions below, about one start; false if B is no longer positive definite in this
    /// arithmetic.</summary>
    public abstract bool Select(int start);

    /// <summary>Begins a walk z = 0 along d.</summary>
    /// <returns>dᵀBd.</returns>
    public abstract T Aim(ReadOnlySpan<T> d);

    /// <summary>Walks on: z += t d.</summary>
    public abstract void Walk(T t);

    /// <summary>(Bz)ᵢ, (Bd)ᵢ and Bᵢᵢ for one coordinate, whose zᵢ and dᵢ are given.</summary>
    public abstract (T Walked, T Ahead, T Diagonal) Row(int i, T z, T d);

    /// <summary>The walk goes on with dᵢ = 0.</summary>
    public abstract void Drop(int i, T d);

    /// <summary>Adds (Bz)ᵢ for the given coordinates, where the walk stands now.</summary>
    /// <param name="coordinates">Which.</param>
    /// <param name="z">All coordinates of z.</param>
    /// <param name="sums">One number for each given coordinate; added to.</param>
    public abstract void AddWalked(ReadOnlySpan<int> coordinates, ReadOnlySpan<T> z, Span<T> sums);

    /// <summary>Solves B_FF u = r for the given coordinates F.</summary>
    /// <param name="coordinates">F, ascending.</param>
    /// <param name="u">r on entry, the solution on return.</param>
    /// <returns>False if that part of B is not positive definite in this arithmetic.</returns>
    public abstract bool Solve(ReadOnlySpan<int> coordinates, Span<T> u);
}
