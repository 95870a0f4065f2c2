using Extremal.Autodiff;
using Extremal.Memory;

namespace Extremal.Problems;

/// <summary>
/// A function of what a surrogate says, evaluated at some points on a tape of its own: for answers and their judgement. A search records its
/// functions once and replays them.
/// </summary>
internal sealed class Evaluation
{
    private readonly Surrogate _surrogate;
    private readonly Slice<double> _dz;
    private readonly Variable<double> _value;

    /// <param name="surrogate">Says what the outputs are.</param>
    /// <param name="points">One a row, in the user's units: any numbers, for a point that is judged may break every rule.</param>
    /// <param name="function">Records the function of the points.</param>
    /// <param name="differentiated">Whether a gradient is wanted.</param>
    public Evaluation(Surrogate surrogate, Slice<double> points, Func<DecisionVariables, Variable<double>> function, bool differentiated = false)
    {
        Slice<double> z = Slice<double>.Zeros(points.Shape);
        surrogate.InputScaling.Apply(points.Matrix, z.Matrix);
        (_surrogate, _dz) = (surrogate, differentiated ? Slice<double>.Zeros(z.Shape) : default);
        var tape = new Tape<double>();
        _value = function(new DecisionVariables(differentiated ? tape.Watch(z, _dz) : tape.Input(z), surrogate));
    }

    /// <summary>At one point.</summary>
    public Evaluation(Surrogate surrogate, ReadOnlySpan<double> point, Func<DecisionVariables, Variable<double>> function, bool differentiated = false)
        : this(surrogate, Slice<double>.Copy(point, new Shape(1, point.Length)), function, differentiated)
    {
    }

    /// <summary>The function's values: a row for each point.</summary>
    public ReadOnlyMatrix<double> Values => _value.Value;

    /// <summary>The gradient of a function of one number, at the first point, by the user's inputs.</summary>
    /// <param name="unit">How many of the wanted units one unit of the function is.</param>
    /// <param name="gradient">Gets one number an input.</param>
    public void Gradient(double unit, Span<double> gradient)
    {
        _value.Tape.Backward(_value);
        for (int j = 0; j < gradient.Length; j++)
        {
            gradient[j] = _dz.Span[j] * unit / _surrogate.InputScaling.Scales[j];
        }
    }
}
