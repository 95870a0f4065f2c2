namespace Extremal.Optimization.Methods;

/// <summary>Where a <see cref="PieceWalk"/> stands: the point, what holds it, and a piece of the function that meets there.</summary>
internal sealed class PiecePoint(PieceDomain domain)
{
    public ActiveSet Active { get; } = new(domain.Dimension, domain.Dimension + domain.Rows.Count + 2);

    /// <summary>At <see cref="Found"/>, or where that has been corrected to.</summary>
    public double[] Y { get; } = new double[domain.Dimension];

    public double Value { get; set; }

    /// <summary>The gradient of a piece that meets in Y.</summary>
    public double[] Gradient { get; } = new double[domain.Dimension];

    public double GradientNorm { get; private set; }

    /// <summary>The point evaluated last at which it stood.</summary>
    public double[] Found { get; } = new double[domain.Dimension];

    public double FoundValue { get; private set; }

    /// <summary>Rounding errors of values are below this.</summary>
    public double Noise { get; private set; }

    /// <summary>How far from Y a survey looks.</summary>
    public double Delta { get; private set; }

    /// <summary>Begins in Y, which is feasible, with what the active set holds.</summary>
    public void Begin(double delta)
    {
        (Noise, Delta) = (0, delta);
        domain.Settle(Y, Active);
    }

    /// <summary>Takes the value in Y.</summary>
    public void Stand(double value)
    {
        Y.CopyTo(Found, 0);
        (Value, FoundValue) = (value, value);
    }

    /// <summary>Takes the value in Y, where corrections had moved it; if it is higher, the point before was as good.</summary>
    public void Settled(double value)
    {
        if (value <= FoundValue)
        {
            Stand(value);
        }
    }

    /// <summary>Takes another point, with the kinks and bounds that hold it there.</summary>
    public void Adopt(ReadOnlySpan<double> y, double value, ReadOnlySpan<double> gradient, ActiveSet active)
    {
        y.CopyTo(Y);
        Stand(value);
        gradient.CopyTo(Gradient);
        Active.CopyFrom(active);
        for (int i = Active.Count - 1; i >= 0; i--)
        {
            if (Active.Kind(i) == Hold.Slice)
            {
                Active.RemoveAt(i);
            }
        }

        for (int j = 0; j < Y.Length; j++)
        {
            Active.Freeze(j, active.IsFrozen(j) && (domain.IsFixed(j) || Y[j] == domain.Lower[j] || Y[j] == domain.Upper[j]));
        }

        Active.Rebuild();
    }

    /// <summary>The value in Y of the linear piece that has this value and gradient somewhere else.</summary>
    public double Extrapolate(double value, ReadOnlySpan<double> gradient, ReadOnlySpan<double> y)
    {
        for (int j = 0; j < Y.Length; j++)
        {
            value += gradient[j] * (Y[j] - y[j]);
        }

        return value;
    }

    // What rounding does to a value here: the objective adds up numbers as large as itself and as its slopes times the coordinates, of
    // which a coordinate near zero does not tell how large they were.
    public void Judge()
    {
        double sum = 0, square = 0;
        for (int j = 0; j < Y.Length; j++)
        {
            sum += Math.Abs(Gradient[j]) * Math.Max(1, Math.Abs(Y[j]));
            square += Gradient[j] * Gradient[j];
        }

        GradientNorm = Math.Sqrt(square);
        Noise = Math.Max(Noise, 16 * domain.Ulp * (Math.Abs(Value) + sum));
    }
}
