using System.Numerics;
using Extremal.Memory;

namespace Extremal.Kernels;

/// <summary>Copies between matrices whose elements lie side by side in different directions.</summary>
internal static class GemmTranspose
{
    /// <summary>Copies every element.</summary>
    public static void Copy<T>(ReadOnlyMatrix<T> source, Matrix<T> target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => target.Assign(source);
}
