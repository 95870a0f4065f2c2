using System.Numerics;
using System.Runtime.CompilerServices;

namespace Extremal.Kernels;

/// <summary>
/// What a tile reads and writes. Steps are in elements: ARow from one row of A to the next, ADepth from one k to the next, BPanel from one
/// panel of B (two vectors of columns) to the next. Start has the first value of every sum: C itself, or a bias, one row for all (step 0).
/// </summary>
internal ref struct GemmOperands<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public ref T A;
    public nint ARow;
    public nint ADepth;
    public ref T B;
    public nint BPanel;
    public nint BDepth;
    public ref T Start;
    public nint StartRow;
    public nint StartPanel;
    public ref T C;
    public nint CRow;
    public nint Depth;

    /// <summary>Goes on to the right by some panels of this many columns.</summary>
    public void NextPanel(int panels, nint width)
    {
        B = ref Unsafe.Add(ref B, panels * BPanel);
        Start = ref Unsafe.Add(ref Start, panels * StartPanel);
        C = ref Unsafe.Add(ref C, panels * width);
    }

    /// <summary>Goes on to the rows below.</summary>
    public void NextSliver(nint rows)
    {
        A = ref Unsafe.Add(ref A, rows * ARow);
        Start = ref Unsafe.Add(ref Start, rows * StartRow);
        C = ref Unsafe.Add(ref C, rows * CRow);
    }
}
