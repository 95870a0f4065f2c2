using System.Numerics;
using Extremal.Kernels;
using Extremal.Kernels.Functions;
using Extremal.Memory;

namespace Extremal.Autodiff;

/// <summary>z = f(x, y), element by element; a row vector, a column or a number is repeated to the other's shape.</summary>
internal sealed class Combine<T, F> : Operation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where F : struct, IBinaryFunction
{
    public static readonly Combine<T, F> Instance = new();

    public override string Name => typeof(F).Name;

    public override Plan Infer(Operands<T> operands)
    {
        (Shape x, Shape y) = (operands[0].Shape, operands[1].Shape);
        bool rows = x.Rows == y.Rows || x.Rows == 1 || y.Rows == 1;
        bool columns = x.Columns == y.Columns || x.Columns == 1 || y.Columns == 1;
        return rows && columns
            ? new Plan(new Shape(x.Rows == 1 ? y.Rows : x.Rows, x.Columns == 1 ? y.Columns : x.Columns))
            : throw Mismatch(operands, "equal shapes, or a row vector, a column or a number beside a matrix");
    }

    public override void Forward(Operands<T> operands, Matrix<T> z, Matrix<T> saved) =>
        Pointwise.Combine(default(F), operands[0].Broadcast(z.Shape), operands[1].Broadcast(z.Shape), z);

    public override void Backward(
        Operands<T> operands, ReadOnlyMatrix<T> z, ReadOnlyMatrix<T> saved, Matrix<T> dz, Adjoints<T> adjoints)
    {
        ReadOnlyMatrix<T> x = operands[0].Broadcast(z.Shape);
        ReadOnlyMatrix<T> y = operands[1].Broadcast(z.Shape);
        if (adjoints.Wants(0, out Matrix<T> dx))
        {
            Pointwise.CombineSlopeX(default(F), x, y, z, dz, dx.Broadcast(z.Shape)); // dx += dz · ∂f/∂x, summed over what was repeated
        }

        if (adjoints.Wants(1, out Matrix<T> dy))
        {
            Pointwise.CombineSlopeY(default(F), x, y, z, dz, dy.Broadcast(z.Shape)); // dy += dz · ∂f/∂y, likewise
        }
    }
}

public readonly partial record struct Variable<T>
{
    /// <summary>A function of two operands, element by element; a function of the user's own too.</summary>
    /// <exception cref="ArgumentException">Neither shape can be repeated to the other.</exception>
    public Variable<T> Combine<F>(Variable<T> y) where F : struct, IBinaryFunction => Tape.Record(Combine<T, F>.Instance, this, y);

    /// <summary>x + y.</summary>
    public static Variable<T> operator +(Variable<T> x, Variable<T> y) => x.Combine<Add>(y);

    /// <summary>x − y.</summary>
    public static Variable<T> operator -(Variable<T> x, Variable<T> y) => x.Combine<Subtract>(y);

    /// <summary>x · y, element by element.</summary>
    public static Variable<T> operator *(Variable<T> x, Variable<T> y) => x.Combine<Multiply>(y);

    /// <summary>x / y, element by element.</summary>
    public static Variable<T> operator /(Variable<T> x, Variable<T> y) => x.Combine<Divide>(y);

    /// <summary>x + y.</summary>
    public static Variable<T> operator +(Variable<T> x, T y) => x + x.Number(y);

    /// <summary>x + y.</summary>
    public static Variable<T> operator +(T x, Variable<T> y) => y.Number(x) + y;

    /// <summary>x − y.</summary>
    public static Variable<T> operator -(Variable<T> x, T y) => x - x.Number(y);

    /// <summary>x − y.</summary>
    public static Variable<T> operator -(T x, Variable<T> y) => y.Number(x) - y;

    /// <summary>x · y.</summary>
    public static Variable<T> operator *(Variable<T> x, T y) => x * x.Number(y);

    /// <summary>x · y.</summary>
    public static Variable<T> operator *(T x, Variable<T> y) => y.Number(x) * y;

    /// <summary>x / y.</summary>
    public static Variable<T> operator /(Variable<T> x, T y) => x / x.Number(y);

    /// <summary>x / y.</summary>
    public static Variable<T> operator /(T x, Variable<T> y) => y.Number(x) / y;

    /// <summary>xʸ, element by element.</summary>
    public Variable<T> Power(Variable<T> y) => Combine<Power>(y);

    /// <summary>xʸ for a number y.</summary>
    public Variable<T> Power(T y) => Power(Number(y));

    /// <summary>The greater of each pair; at a tie each gets half of the adjoint.</summary>
    public Variable<T> Max(Variable<T> y) => Combine<Maximum>(y);

    /// <summary>The greater of each element and a number.</summary>
    public Variable<T> Max(T y) => Max(Number(y));

    /// <summary>The lesser of each pair; at a tie each gets half of the adjoint.</summary>
    public Variable<T> Min(Variable<T> y) => Combine<Minimum>(y);

    /// <summary>The lesser of each element and a number.</summary>
    public Variable<T> Min(T y) => Min(Number(y));

    // A stale variable is refused before the number beside it is recorded.
    private Variable<T> Number(T value)
    {
        Tape.LineOf(this);
        return Tape.Number(value);
    }
}
