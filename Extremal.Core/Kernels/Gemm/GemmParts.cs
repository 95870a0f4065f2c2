using System.Numerics;
using Extremal.Kernels.Lanes;
using Extremal.Memory;

namespace Extremal.Kernels;

/// <summary>
/// A product shared out among threads. Each gets columns or rows of the result for itself, with all of their chains: which ones changes
/// no bit, and neither does how many threads there are.
/// </summary>
internal readonly ref struct GemmParts<T> : ITeamWork where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Multiply-adds that repay the call of another thread: some twenty microseconds of them.
    private const long LeastWork = 1 << 20;

    private readonly GemmNest<T> _nest;
    private readonly int _bits;
    private readonly int _columns;
    private readonly int _rows;

    private GemmParts(scoped ref GemmNest<T> nest, int bits, int columns, int rows)
    {
        _nest = nest;
        (_bits, _columns, _rows) = (bits, columns, rows);
    }

    /// <summary>
    /// Runs a nest, with other threads if it is worth it. The longer side of the result is cut: what every thread then has to pack for itself
    /// is the smaller operand. Panels that are kept begin with their first column, so only the rows can be cut there.
    /// </summary>
    public static void Run(scoped ref GemmNest<T> nest, int bits)
    {
        Shape c = nest.C.Shape;
        int parts = Parallelism.Parts((long)c.Count * nest.A.Columns, LeastWork);
        if (parts == 1)
        {
            VectorWidth.Run<T, GemmNest<T>>(bits, ref nest);
            return;
        }

        bool byColumns = nest.Kept is null && c.Columns > c.Rows;
        int panel = 2 * Math.Max(1, bits / 8 / Element<T>.Size);
        int columns = byColumns ? Share(c.Columns, parts, panel) : c.Columns;
        int rows = byColumns ? c.Rows : Share(c.Rows, parts, 1);
        parts = byColumns ? (c.Columns + columns - 1) / columns : (c.Rows + rows - 1) / rows;
        Parallelism.Run(new GemmParts<T>(ref nest, bits, columns, rows), parts);
    }

    /// <inheritdoc/>
    public void Run(int part)
    {
        GemmNest<T> nest = _nest;
        int column = _columns < nest.C.Columns ? part * _columns : 0;
        int row = _rows < nest.C.Rows ? part * _rows : 0;
        int columns = Math.Min(_columns, nest.C.Columns - column), rows = Math.Min(_rows, nest.C.Rows - row);
        nest.A = nest.A.RowRange(row, rows);
        nest.B = nest.Kept is null ? nest.B.ColumnRange(column, columns) : nest.B;
        nest.Start = nest.Start.RowRange(row, rows).ColumnRange(column, columns);
        nest.C = nest.C.RowRange(row, rows).ColumnRange(column, columns);
        nest.Finished = nest.Finish is null ? nest.Finished : nest.Finished.RowRange(row, rows).ColumnRange(column, columns);
        VectorWidth.Run<T, GemmNest<T>>(_bits, ref nest);
    }

    /// <summary>How much one part gets, in whole units.</summary>
    private static int Share(int all, int parts, int unit)
    {
        int units = (all + unit - 1) / unit;
        return (units + parts - 1) / parts * unit;
    }
}
