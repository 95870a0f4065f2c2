namespace Extremal.Optimization.Methods.Sequential;

/// <summary>What the pending point of a start is.</summary>
internal enum SequentialPhase
{
    /// <summary>The first point.</summary>
    First,

    /// <summary>The full step of a subproblem.</summary>
    Full,

    /// <summary>The full step, corrected for the curvature of the constraints.</summary>
    Corrected,

    /// <summary>A part of the full step.</summary>
    Shortened,
}

/// <summary>The functions at a point and their gradients, in double.</summary>
internal sealed class SequentialPoint(int dimension, int functions)
{
    /// <summary>x.</summary>
    public double[] X { get; } = new double[dimension];

    /// <summary>f(x).</summary>
    public double Value { get; set; }

    /// <summary>∇f(x).</summary>
    public double[] Gradient { get; } = new double[dimension];

    /// <summary>c(x), p numbers.</summary>
    public double[] Functions { get; } = new double[functions];

    /// <summary>∇c(x), p × n.</summary>
    public double[] Jacobian { get; } = new double[functions * dimension];

    /// <summary>∇cₖ(x).</summary>
    public ReadOnlySpan<double> Slope(int k) => Jacobian.AsSpan(k * X.Length, X.Length);
}

/// <summary>One start of a sequential quadratic search.</summary>
internal sealed class SequentialState(int dimension, int rows, int functions)
{
    /// <summary>The point reached.</summary>
    public SequentialPoint Point { get; set; } = new(dimension, functions);

    /// <summary>The pending point.</summary>
    public SequentialPoint Trial { get; set; } = new(dimension, functions);

    /// <summary>What the pending point is.</summary>
    public SequentialPhase Phase { get; set; }

    /// <summary>B, n × n: what is known of the Hessian of the Lagrangian.</summary>
    public double[] Curvature { get; } = new double[dimension * dimension];

    /// <summary>Whether B has learnt nothing yet.</summary>
    public bool IsFresh { get; set; }

    /// <summary>Whether the rows contradict what is held.</summary>
    public bool IsContradictory { get; set; }

    /// <summary>The full step from <see cref="Point"/>, and where it ends.</summary>
    public double[] Step { get; } = new double[dimension];

    /// <summary>Point + step, at bounds exactly where the step ends at them.</summary>
    public double[] Target { get; } = new double[dimension];

    /// <summary>Multipliers of the present subproblem: n bounds, m rows, p functions.</summary>
    public double[] Multipliers { get; private set; } = new double[dimension + rows + functions];

    /// <summary>The multipliers that were exchanged last.</summary>
    public double[] OtherMultipliers { get; private set; } = new double[dimension + rows + functions];

    /// <summary>Multipliers at the best point.</summary>
    public double[] BestMultipliers { get; } = new double[dimension + rows + functions];

    /// <summary>ν, the prices of violations in the merit f + Σ νₖ violationₖ.</summary>
    public double[] Prices { get; } = new double[functions];

    /// <summary>The violation that the subproblem leaves in each function, to first order.</summary>
    public double[] Leftovers { get; } = new double[functions];

    /// <summary>The part of the step that is tried.</summary>
    public double Length { get; set; }

    /// <summary>The merit at the point.</summary>
    public double Merit { get; set; }

    /// <summary>The merit's directional derivative along the full step, or above it: negative.</summary>
    public double Slope { get; set; }

    /// <summary>The greatest |f| met: the scale of its rounding.</summary>
    public double Magnitude { get; set; }

    /// <summary>Steps in succession that lowered neither the merit beyond rounding nor the residual.</summary>
    public int Idle { get; set; }

    /// <summary>The least residual so far.</summary>
    public double LeastResidual { get; set; } = double.PositiveInfinity;

    /// <summary>Trials in succession that were not finite.</summary>
    public int NonFinite { get; set; }

    /// <summary>Exchanges the multipliers for the others, and back.</summary>
    public void SwapMultipliers() => (Multipliers, OtherMultipliers) = (OtherMultipliers, Multipliers);

    /// <summary>Makes the trial the point.</summary>
    public void Accept()
    {
        (Point, Trial) = (Trial, Point);
        Magnitude = Math.Max(Magnitude, Math.Abs(Point.Value));
        NonFinite = 0;
    }

    /// <summary>Forgets the curvature: B becomes so large a multiple of the identity that the gradient alone would step this far.</summary>
    public void Refresh(double length)
    {
        double squares = 0;
        foreach (double g in Point.Gradient)
        {
            squares += g * g;
        }

        double curvature = squares > 0 ? Math.Sqrt(squares) / length : 1;
        DampedUpdate.Scale(Curvature, dimension, double.IsNormal(curvature) ? curvature : 1);
        IsFresh = true;
    }
}
