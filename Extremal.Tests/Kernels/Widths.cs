using System.Numerics;
using Extremal.Kernels.Lanes;

namespace Extremal.Tests.Kernels;

/// <summary>Runs a loop at a width that a test names, accelerated or not.</summary>
internal static class Widths
{
    public static readonly int[] All = [1, 128, 256, 512];

    public static void Run<T, L>(int bits, scoped ref L loop)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where L : struct, ILoop<T>, allows ref struct
    {
        switch (bits)
        {
            case 1: loop.Run<Lanes1<T>>(); break;
            case 128: loop.Run<Lanes128<T>>(); break;
            case 256: loop.Run<Lanes256<T>>(); break;
            case 512: loop.Run<Lanes512<T>>(); break;
            default: throw new ArgumentOutOfRangeException(nameof(bits));
        }
    }
}
