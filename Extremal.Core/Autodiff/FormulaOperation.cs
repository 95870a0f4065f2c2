using System.Numerics;
using Extremal.Kernels.Formulas;

namespace Extremal.Autodiff;

/// <summary>The operation that applies a formula with its parameters, made once for each precision, so that recording anew allocates nothing.</summary>
internal sealed class FormulaOperation<F>(F formula) where F : struct, IFormula
{
    private readonly Apply<float, F> _single = new(formula);
    private readonly Apply<double, F> _double = new(formula);

    /// <summary>The operation in <typeparamref name="T"/>, <see cref="float"/> or <see cref="double"/>.</summary>
    public Operation<T> In<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        typeof(T) == typeof(float) ? (Operation<T>)(object)_single : (Operation<T>)(object)_double;
}
