using System.Numerics;
using System.Runtime.Intrinsics;
using Extremal.Memory;

namespace Extremal.Kernels.Lanes;

/// <summary>A loop that can be compiled for any width. It is a ref struct whose fields are its operands.</summary>
internal interface ILoop<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    void Run<V>() where V : struct, ILanes<V, T>;
}

/// <summary>The one place that chooses how many bits a vector has: the most that the machine accelerates, or what a test forces.</summary>
internal static class VectorWidth
{
    /// <summary>Environment variable that forces 1, 128, 256 or 512 bits, accelerated or not; the results are the same bits.</summary>
    public const string Variable = "EXTREMAL_VECTOR_BITS";

    /// <summary>Bits of a vector; 1 stands for one number at a time.</summary>
    public static readonly int Bits = Choose(Environment.GetEnvironmentVariable(Variable));

    /// <summary>Runs the loop at the chosen width.</summary>
    public static void Run<T, L>(scoped ref L loop)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where L : struct, ILoop<T>, allows ref struct
    {
        Run<T, L>(Bits, ref loop);
    }

    /// <summary>Runs the loop at a width of 1, 128, 256 or 512 bits, accelerated or not.</summary>
    public static void Run<T, L>(int bits, scoped ref L loop)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where L : struct, ILoop<T>, allows ref struct
    {
        switch (bits)
        {
            case 512: loop.Run<Lanes512<T>>(); break;
            case 256: loop.Run<Lanes256<T>>(); break;
            case 128: loop.Run<Lanes128<T>>(); break;
            default: loop.Run<Lanes1<T>>(); break;
        }
    }

    /// <summary>
    /// Bits for a loop over this many numbers: a short one would leave most of a wide vector idle, and reach its numbers by a detour.
    /// </summary>
    public static int For<T>(int count) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int wanted = 8 * Element<T>.Size * count;
        return wanted > 256 || Bits < 512 ? Bits : count == 1 ? 1 : wanted > 128 ? 256 : 128;
    }

    private static int Choose(string? forced) => forced switch
    {
        null or "" => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128,
        "1" => 1,
        "128" => 128,
        "256" => 256,
        "512" => 512,
        _ => throw new NotSupportedException($"{Variable} is '{forced}'; it may be 1, 128, 256 or 512."),
    };
}
