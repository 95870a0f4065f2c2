using System.Numerics;
using System.Runtime.CompilerServices;

namespace Extremal.Memory;

/// <summary>What the library asks of a type of number.</summary>
internal static class Element<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Bytes of one number.</summary>
    public static int Size => Unsafe.SizeOf<T>();

    /// <summary>Refuses every type but <see cref="float"/> and <see cref="double"/>: the kernels, and the error bounds of the functions, exist for these two.</summary>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is another type.</exception>
    public static void Require()
    {
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
        {
            throw new NotSupportedException($"Extremal computes in float or double, not in {typeof(T).Name}.");
        }
    }
}
