using System.Numerics;
using Extremal.Kernels.Functions;

namespace Extremal.Autodiff;

/// <summary>
/// The operations that apply a function with its parameters, made once for each precision, so that recording anew allocates nothing.
/// </summary>
internal sealed class FunctionOperation<F>(F function) where F : struct, IElementwiseFunction
{
    private readonly Apply<float, F> _single = new(function);
    private readonly Apply<double, F> _double = new(function);
    private readonly Layer<float, F> _singleLayer = new(function);
    private readonly Layer<double, F> _doubleLayer = new(function);

    /// <summary>y = f(x) in <typeparamref name="T"/>, <see cref="float"/> or <see cref="double"/>.</summary>
    public Operation<T> In<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        typeof(T) == typeof(float) ? (Operation<T>)(object)_single : (Operation<T>)(object)_double;

    /// <summary>Y = f(X W + b), likewise.</summary>
    public Operation<T> LayerIn<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        typeof(T) == typeof(float) ? (Operation<T>)(object)_singleLayer : (Operation<T>)(object)_doubleLayer;
}
