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
    private readonly int _width;

    /// <summary>Panels for matrices of a shape; they hold zeros until <see cref="Pack"/>.</summary>
    public GemmPanels(Shape shape) : this(shape, 2 * Math.Max(1, Width.Bits / 8 / Element<T>.Size))
    {
    }

    /// <summary>Panels of a given width: two vectors of whoever will read them.</summary>
    internal GemmPanels(Shape shape, int width)
    {
        (Shape, _width) = (shape, width);
        _block = new Block<T>((shape.Columns + width - 1) / width * width * shape.Rows);
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

        for (int j = 0; j < Shape.Columns; j += _width)
        {
            Span<T> panel = _block.Span.Slice(j * Shape.Rows, _width * Shape.Rows);
            GemmPack.Panel(source.ColumnRange(j, Math.Min(_width, Shape.Columns - j)), panel, _width);
        }
    }

    /// <summary>The panel that begins with column <paramref name="j"/>, from <paramref name="k"/> on.</summary>
    internal ref T At(int k, int j) => 
        ref Unsafe.Add(ref MemoryMarshal.GetReference(_block.Span), j * Shape.Rows + k * _width);
}
