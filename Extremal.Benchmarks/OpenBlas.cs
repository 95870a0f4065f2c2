using System.Numerics;
using System.Runtime.InteropServices;
using Extremal.Memory;

namespace Extremal.Benchmarks;

/// <summary>OpenBLAS, where the machine has it: a yardstick for products of matrices.</summary>
internal sealed unsafe class OpenBlas
{
    /// <summary>The name under which systems install it.</summary>
    public const string Library = "libopenblas.so.0";

    private const int RowMajor = 101;
    private const int AsItIs = 111;

    private readonly delegate* unmanaged<int, void> _setThreads;
    private readonly delegate* unmanaged
        <int, int, int, int, int, int, float, float*, int, float*, int, float, float*, int, void> _single;
    private readonly delegate* unmanaged
        <int, int, int, int, int, int, double, double*, int, double*, int, double, double*, int, void> _double;

    private OpenBlas(nint library)
    {
        Core = Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)NativeLibrary.GetExport(library, "openblas_get_corename"))()) ?? "";
        _setThreads = (delegate* unmanaged<int, void>)NativeLibrary.GetExport(library, "openblas_set_num_threads");
        _single = (delegate* unmanaged<int, int, int, int, int, int, float, float*, int, float*, int, float, float*, int, void>)
            NativeLibrary.GetExport(library, "cblas_sgemm");
        _double = (delegate* unmanaged<int, int, int, int, int, int, double, double*, int, double*, int, double, double*, int, void>)
            NativeLibrary.GetExport(library, "cblas_dgemm");
    }

    /// <summary>The processor it chose its kernels for; OPENBLAS_CORETYPE names another, where it does not know the machine.</summary>
    public string Core { get; }

    /// <summary>A line on what its figures mean on this machine, which is to stand beside them.</summary>
    public static string Describe(OpenBlas? library) => library is null
        ? $"OpenBLAS ({Library}) is not installed: its figures are left out."
        : $"OpenBLAS uses its kernels for {library.Core}; the variable OPENBLAS_CORETYPE chooses others.";

    /// <summary>The library, or null where it is not installed.</summary>
    public static OpenBlas? Load() => NativeLibrary.TryLoad(Library, out nint library) ? new OpenBlas(library) : null;

    /// <summary>From now on it uses this many threads.</summary>
    public void SetThreads(int threads) => _setThreads(threads);

    /// <summary>C += A·B for dense matrices.</summary>
    public void MultiplyAdd<T>(Slice<T> a, Slice<T> b, Slice<T> c) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Run(a, b, c, keep: 1);

    /// <summary>C = A·B for dense matrices.</summary>
    public void Multiply<T>(Slice<T> a, Slice<T> b, Slice<T> c) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Run(a, b, c, keep: 0);

    private void Run<T>(Slice<T> a, Slice<T> b, Slice<T> c, int keep) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int n, int m, int k) = (c.Shape.Rows, c.Shape.Columns, a.Shape.Columns);
        fixed (T* pa = a.Span, pb = b.Span, pc = c.Span)
        {
            if (typeof(T) == typeof(float))
            {
                _single(RowMajor, AsItIs, AsItIs, n, m, k, 1, (float*)pa, k, (float*)pb, m, keep, (float*)pc, m);
            }
            else
            {
                _double(RowMajor, AsItIs, AsItIs, n, m, k, 1, (double*)pa, k, (double*)pb, m, keep, (double*)pc, m);
            }
        }
    }
}
