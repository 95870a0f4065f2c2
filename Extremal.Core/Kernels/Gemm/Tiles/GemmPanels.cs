using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Extremal.Kernels.Lanes;
using Extremal.Memory;

namespace Extremal.Kernels;

/// <summary>
/// A right operand packed once for many products, as the weights of a network are while it is searched. Panel p holds columns p·width to
/// p·width + width − 1, for each k side by side; zeros fill up the last panel.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class GemmPanels<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Block<T> _block;
    private readonly int _bits;
    private readonly int _width;

    /// <summary>Panels for matrices of a shape; they hold zeros until <see cref="Pack"/>.</summary>
    public GemmPanels(Shape shape) : this(shape, VectorWidth.Bits)
    {
    }

    /// <summary>Panels for tiles whose vectors have this many bits.</summary>
    internal GemmPanels(Shape shape, int bits)
    {
        (Shape, _bits, _width) = (shape, bits, 2 * Math.Max(1, bits / 8 / Element<T>.Size));
        _block = new Block<T>((shape.Columns + _width - 1) / _width * _width * shape.Rows);
    }

    /// <summary>Shape of the packed matrix.</summary>
    public Shape Shape { get; }

    /// <summary>Copies a matrix in; any strides will do.</summary>
    /// <exception cref="ArgumentException">The matrix has another shape.</exception>
    public void Pack(ReadOnlyMatrix<T> source)
    {
        if (source.Shape != Shape)
        {
            throw new ArgumentException($"GemmPanels.Pack got {source.Shape} and wanted {Shape}.", nameof(source));
        }

        Packing packing = new() { Source = source, Panels = _block.Span };
        VectorWidth.Run<T, Packing>(_bits, ref packing);
    }

    /// <summary>The panel that begins with column <paramref name="j"/>, from <paramref name="k"/> on.</summary>
    internal ref T At(int k, int j) =>
        ref Unsafe.Add(ref MemoryMarshal.GetReference(_block.Span), j * Shape.Rows + k * _width);

    private ref struct Packing : ILoop<T>
    {
        public ReadOnlyMatrix<T> Source;
        public Span<T> Panels;

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public readonly void Run<V>() where V : struct, ILanes<V, T>
        {
            int width = 2 * V.Count;
            for (int j = 0; j < Source.Columns; j += width)
            {
                ReadOnlyMatrix<T> panel = Source.ColumnRange(j, Math.Min(width, Source.Columns - j));
                GemmPack.Panel<T, V>(panel, Panels.Slice(j * Source.Rows, width * Source.Rows));
            }
        }
    }
}
