using System.Numerics;
using Extremal.Memory;

namespace Extremal.Optimization;

/// <summary>
/// The rounds of a minimisation by a method that has begun: all pending points of all starts are evaluated as one batch, and the method is
/// told. After an evaluation that was interrupted the same points are evaluated again.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class MinimizerRounds<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly IObjective<T> _objective;
    private readonly Method<T> _method;
    private readonly Slice<T> _points;
    private readonly Slice<T> _gradients;
    private readonly T[] _values;
    private readonly int[] _owners;
    private int _asked;

    public MinimizerRounds(IObjective<T> objective, Method<T> method)
    {
        (_objective, _method, _owners) = (objective, method, new int[method.Capacity]);
        _values = new T[ArrayLength.Of(
            $"Minimizer.Run got {method.Capacity} points at a time, of {method.Functions} functions each", (Int128)method.Capacity * method.Functions)];
        _points = Slice<T>.Zeros(new Shape(method.Capacity, method.Dimension));
        _gradients = Slice<T>.Zeros(method.NeedsGradients ? new Shape(_values.Length, method.Dimension) : default);
    }

    /// <summary>The values of the last batch; NaN where an interruption kept them from being evaluated.</summary>
    public ReadOnlySpan<T> Values => _values;

    /// <summary>Evaluates the pending points.</summary>
    /// <returns>How many.</returns>
    public int Evaluate()
    {
        _asked = _asked > 0 ? _asked : _method.Ask(_points.Matrix, _owners);
        Evaluated.Fill(T.NaN);
        _objective.Evaluate(_points.Matrix.RowRange(0, _asked), Evaluated, Gradients);
        return _asked;
    }

    /// <summary>Tells the method the results.</summary>
    public void Tell()
    {
        ReadOnlySpan<T> values = Evaluated;
        Matrix<T> gradients = Gradients;
        _asked = 0;
        _method.Tell(values, gradients);
    }

    private Span<T> Evaluated => _values.AsSpan(0, _asked * _method.Functions);

    private Matrix<T> Gradients => _method.NeedsGradients ? _gradients.Matrix.RowRange(0, _asked * _method.Functions) : default;
}
