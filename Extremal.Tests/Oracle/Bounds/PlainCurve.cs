using System.Globalization;

namespace Extremal.Tests.Oracle;

/// <summary>
/// An activation as the textbook has it: its value and slope, its range over an interval from the places where it turns, and for identity,
/// ReLU and its leaky kind, softplus, sigmoid, tanh and asinh the lines of plain CROWN (Zhang et al. 2018). Nothing is rounded outward.
/// </summary>
internal sealed class PlainCurve
{
    private readonly Func<Dual, Dual> _function;
    private readonly double[] _turns;
    private readonly Shape _shape;

    private PlainCurve(string name, Func<Dual, Dual> function, Shape shape, params double[] turns) =>
        (Name, _function, _shape, _turns) = (name, function, shape, turns);

    private enum Shape
    {
        Straight,
        Kinked,
        Convex,
        SShaped,
        Other,
    }

    public string Name { get; }

    /// <summary>Whether <see cref="Lines"/> knows it.</summary>
    public bool HasLines => _shape != Shape.Other;

    public bool IsStraight => _shape == Shape.Straight;

    /// <summary>Whether it is a rectifier: straight on both sides of 0, convex as a whole.</summary>
    public bool IsKinked => _shape == Shape.Kinked;

    public static PlainCurve Of(string name) => name switch
    {
        "identity" => new(name, x => x, Shape.Straight),
        "relu" => new(name, DualFunctions.ReLU, Shape.Kinked),
        "softplus" => new(name, DualFunctions.Softplus, Shape.Convex),
        "sigmoid" => new(name, DualFunctions.Sigmoid, Shape.SShaped),
        "tanh" => new(name, DualFunctions.Tanh, Shape.SShaped),
        "asinh" => new(name, DualFunctions.Asinh, Shape.SShaped),
        "silu" => new(name, DualFunctions.SiLU, Shape.Other, -1.2784645427610738),
        "gelu" => new(name, DualFunctions.GELU, Shape.Other, -0.7517915246935645),
        "square" => new(name, DualFunctions.Square, Shape.Convex, 0),
        "radialGaussian" => new(name, DualFunctions.RadialGaussian, Shape.Convex),
        "radialMatern" => new(name, DualFunctions.RadialMatern, Shape.Convex),
        "sine" => new(name, DualFunctions.Sin, Shape.Other),
        _ when name.StartsWith("leakyRelu(", StringComparison.Ordinal) =>
            new(name, x => DualFunctions.LeakyReLU(x, Parameter(name)), Parameter(name) <= 1 ? Shape.Kinked : Shape.Other),
        _ when name.StartsWith("elu(", StringComparison.Ordinal) => new(name, x => DualFunctions.ELU(x, Parameter(name)), Shape.Other),
        _ => throw new ArgumentException($"There is no plain twin of '{name}'."),
    };

    /// <summary>No slope within ±<paramref name="reach"/> is greater in magnitude; a convex curve is steepest at an end.</summary>
    public double Steepest(double reach) => Name.Contains('(') ? Math.Max(1, Parameter(Name))
        : Math.Max(1.2, _shape == Shape.Convex ? Math.Max(Math.Abs(Slope(-reach)), Math.Abs(Slope(reach))) : 0);

    public double Value(double z) => _function(z).Value;

    public double Slope(double z) => _function(new Dual(z, 1)).Tangent;

    /// <summary>The least and the greatest value over an interval.</summary>
    public (double Least, double Greatest) Range(double low, double high)
    {
        double[] values = [.. Turns(low, high).Where(turn => low < turn && turn < high).Append(low).Append(high).Select(Value)];
        return (values.Min(), values.Max());
    }

    /// <summary>
    /// Below and above: chord on one side and the tangent at the middle on the other; across an inflection the tangent through the far
    /// end, or the one at the middle if that touches farther on, or the chord if neither is there.
    /// Rectifiers: below the piece of the longer side.
    /// </summary>
    public (Line Below, Line Above) Lines(double low, double high)
    {
        double middle = low / 2 + high / 2;
        if (_shape == Shape.Straight || high - low < 1e-12)
        {
            return (Tangent(middle), Tangent(middle));
        }

        Line chord = Chord(low, high);
        return _shape switch
        {
            Shape.Kinked when low >= 0 || high <= 0 => (chord, chord),
            Shape.Kinked => (new Line(Slope(high > -low ? 1 : -1), 0), chord),
            Shape.Convex => (Tangent(middle), chord),
            Shape.SShaped when high <= 0 => (Tangent(middle), chord),
            Shape.SShaped when low >= 0 => (chord, Tangent(middle)),
            Shape.SShaped => (FromFarEnd(high, low, middle, chord), FromFarEnd(low, high, middle, chord)),
            _ => throw new ArgumentException($"There are no plain lines of '{Name}'."),
        };
    }

    // The tangent that touches between 0 and `near` and passes through the graph at `far`, on the other side of the inflection at 0.
    private Line FromFarEnd(double far, double near, double middle, Line chord)
    {
        double side = Math.Sign(near);
        bool Clears(double at) => side * (Tangent(at).At(far) - Value(far)) >= 0;
        if (!Clears(near))
        {
            return chord;
        }

        (double inner, double outer) = (0.0, near);
        for (int step = 0; step < 60; step++)
        {
            double between = (inner + outer) / 2;
            (inner, outer) = Clears(between) ? (inner, between) : (between, outer);
        }

        return Tangent(side * middle > side * outer ? middle : outer);
    }

    private Line Chord(double low, double high)
    {
        double slope = (Value(high) - Value(low)) / (high - low);
        return new(slope, Value(low) - slope * low);
    }

    private Line Tangent(double z)
    {
        Dual y = _function(new Dual(z, 1));
        return new(y.Tangent, y.Value - y.Tangent * z);
    }

    // Of the sine every odd multiple of π/2; an interval of a whole period has the two that count.
    private double[] Turns(double low, double high)
    {
        if (Name != "sine")
        {
            return _turns;
        }

        double first = Math.Ceiling((low - Math.PI / 2) / Math.PI);
        return high - low > 2 * Math.PI
            ? [Math.PI / 2 + 2 * Math.PI * Math.Ceiling((low - Math.PI / 2) / (2 * Math.PI)),
                -Math.PI / 2 + 2 * Math.PI * Math.Ceiling((low + Math.PI / 2) / (2 * Math.PI))]
            : [.. Enumerable.Range(0, 3).Select(k => Math.PI / 2 + Math.PI * (first + k))];
    }

    private static double Parameter(string name) =>
        double.Parse(name[(name.IndexOf('(') + 1)..^1], NumberStyles.Float, CultureInfo.InvariantCulture);

    public readonly record struct Line(double Slope, double Offset)
    {
        public double At(double z) => Slope * z + Offset;
    }
}
