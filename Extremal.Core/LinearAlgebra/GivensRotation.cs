namespace Extremal.LinearAlgebra;

/// <summary>A rotation in a plane: (a, b) becomes (c·a + s·b, c·b − s·a).</summary>
/// <param name="Cosine">c.</param>
/// <param name="Sine">s.</param>
internal readonly record struct GivensRotation(double Cosine, double Sine)
{
    /// <summary>The rotation that takes (a, b) to (length, 0), computed without overflow.</summary>
    public static GivensRotation Of(double a, double b, out double length)
    {
        double size = Math.Max(Math.Abs(a), Math.Abs(b));
        if (b == 0 || size == 0)
        {
            length = a;
            return new(1, 0);
        }

        length = size * Math.Sqrt(a / size * (a / size) + b / size * (b / size));
        return new(a / length, b / length);
    }

    /// <summary>Rotates all pairs of two vectors.</summary>
    public void Apply(Span<double> first, Span<double> second)
    {
        // Without a turn there is nothing to do: bounds alone, on a diagonal Hessian, only exchange columns.
        if (Sine == 0)
        {
            return;
        }

        for (int i = 0; i < first.Length; i++)
        {
            (double a, double b) = (first[i], second[i]);
            (first[i], second[i]) = (Cosine * a + Sine * b, Cosine * b - Sine * a);
        }
    }
}
