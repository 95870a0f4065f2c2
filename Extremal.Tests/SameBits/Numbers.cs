using System.Numerics;
using Extremal.Kernels;
using Extremal.Memory;

namespace Extremal.Tests.SameBits;

/// <summary>Numbers to work on, made by +, −, × alone: the platform's functions may not get into the hash.</summary>
internal static class Numbers<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>C#'s name for the type.</summary>
    public static string Type => typeof(T) == typeof(float) ? "float" : "double";

    /// <summary>Uniform numbers between two.</summary>
    public static Slice<T> Uniform(ulong seed, Shape shape, double low = -1, double high = 1)
    {
        var random = new RandomSource(seed);
        Slice<T> slice = Slice<T>.Zeros(shape);
        for (int i = 0; i < shape.Count; i++)
        {
            slice.Span[i] = T.CreateTruncating(low + (high - low) * random.Uniform((ulong)i));
        }

        return slice;
    }

    /// <summary>Something to learn: for each output a product of two inputs, shifted to lie above <paramref name="low"/>.</summary>
    public static Slice<T> Targets(Slice<T> inputs, int outputs, double low)
    {
        Slice<T> slice = Slice<T>.Zeros(new Shape(inputs.Shape.Rows, outputs));
        for (int i = 0; i < inputs.Shape.Rows; i++)
        {
            Span<T> x = inputs.Matrix.Row(i);
            for (int j = 0; j < outputs; j++)
            {
                slice.Matrix[i, j] = x[j] * x[j + 1] + T.One + T.CreateTruncating(low);
            }
        }

        return slice;
    }
}
