using System.Numerics;
using Extremal.Memory;

namespace Extremal.Kernels;

/// <summary>Where one thread packs operands. The buffers only grow, so that a product of a size seen before allocates nothing.</summary>
internal sealed class GemmBuffers<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [ThreadStatic]
    private static GemmBuffers<T>? _own;

    private Block<T> _panels = new(0);
    private Block<T> _sliver = new(0);
    private Block<T> _edge = new(0);
    private Block<T> _whole = new(0);
    private Block<T> _zeros = new(0);

    public static GemmBuffers<T> Own => _own ??= new GemmBuffers<T>();

    /// <summary>For panels of B.</summary>
    public Span<T> Panels(int length) => Grown(ref _panels, length);

    /// <summary>For rows of A.</summary>
    public Span<T> Sliver(int length) => Grown(ref _sliver, length);

    /// <summary>For a tile that reaches beyond C's last column.</summary>
    public Span<T> Edge(int length) => Grown(ref _edge, length);

    /// <summary>For a result whose elements lie side by side in neither direction.</summary>
    public Span<T> Whole(int length) => Grown(ref _whole, length);

    /// <summary>Zeros, only to be read: where the sums of a row begin.</summary>
    public ReadOnlySpan<T> Zeros(int length) => Grown(ref _zeros, length);

    private static Span<T> Grown(ref Block<T> block, int length)
    {
        if (block.Length < length)
        {
            block = new Block<T>(length);
        }

        return block.Span[..length];
    }
}
