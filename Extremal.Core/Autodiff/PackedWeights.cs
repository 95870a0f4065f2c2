using System.Numerics;
using Extremal.Kernels;
using Extremal.Memory;

namespace Extremal.Autodiff;

/// <summary>
/// A constant leaf as the right operand of products. What is used once is packed by the product itself, or read where it lies; from the
/// second use on its panels are kept, one set for each orientation.
/// </summary>
internal sealed class PackedWeights<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private Side _asItIs;
    private Side _transposed;

    /// <summary>The panels of the matrix, or null at its first use.</summary>
    public GemmPanels<T>? Of(ReadOnlyMatrix<T> matrix) => _asItIs.Of(matrix);

    /// <summary>The panels of the transposed matrix, or null at its first use.</summary>
    public GemmPanels<T>? OfTransposed(ReadOnlyMatrix<T> matrix) => _transposed.Of(matrix.Transposed);

    /// <summary>Other numbers will be asked for; the memory is kept.</summary>
    public void Forget() => (_asItIs.Uses, _transposed.Uses) = (0, 0);

    private struct Side
    {
        public int Uses;
        private GemmPanels<T>? _panels;

        public GemmPanels<T>? Of(ReadOnlyMatrix<T> matrix)
        {
            switch (Uses)
            {
                case 0:
                    Uses = 1;
                    return null;
                case 1:
                    Uses = 2;
                    return _panels = Packed(matrix);
                default:
                    return _panels;
            }
        }

        private readonly GemmPanels<T> Packed(ReadOnlyMatrix<T> matrix)
        {
            GemmPanels<T> panels = _panels is not null && _panels.Shape == matrix.Shape ? _panels : new(matrix.Shape);
            panels.Pack(matrix);
            return panels;
        }
    }
}
