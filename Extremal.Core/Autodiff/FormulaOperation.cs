using System.Numerics;
using Extremal.Kernels.Formulas;

namespace Extremal.Autodiff;

/// <summary>
/// The operations that apply a formula with its parameters, made once for each precision, so that recording anew allocates nothing.
/// </summary>
internal sealed class FormulaOperation<F>(F formula) where F : struct, IFormula
{
    private readonly Apply<float, F> _single = new(formula);
    private readonly Apply<double, F> _double = new(formula);
    private readonly Layer<float, F> _singleLayer = new(formula);
    private readonly Layer<double, F> _doubleLayer = new(formula);

    /// <summary>y = f(x) in <typeparamref name="T"/>, <see cref="float"/> or <see cref="double"/>.</summary>
    public Operation<T> In<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        typeof(T) == typeof(float) ? (Operation<T>)(object)_single : (Operation<T>)(object)_double;

    /// <summary>Y = f(X W + b), likewise.</summary>
    public Operation<T> LayerIn<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        typeof(T) == typeof(float) ? (Operation<T>)(object)_singleLayer : (Operation<T>)(object)_doubleLayer;
}
