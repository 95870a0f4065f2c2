using System.Numerics;
using Extremal.Kernels.Functions;
using Extremal.Memory;

namespace Extremal.Kernels;

/// <summary>What is done with rows of a product as soon as their sums are complete, while they are in the first cache.</summary>
internal abstract class GemmEpilogue<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Computes y from complete rows z of the product; the two may be the same memory.</summary>
    public abstract void Run(ReadOnlyMatrix<T> z, Matrix<T> y);
}

/// <summary>y = f(z), element by element.</summary>
internal sealed class ActivationEpilogue<T, F>(F function) : GemmEpilogue<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where F : struct, IElementwiseFunction
{
    public override void Run(ReadOnlyMatrix<T> z, Matrix<T> y)
    {
        if (z.IsDense && y.IsDense)
        {
            Pointwise.Apply(function, z.Span, y.Span);
            return;
        }

        for (int i = 0; i < z.Rows; i++)
        {
            Pointwise.Apply(function, z.Row(i), y.Row(i));
        }
    }
}
