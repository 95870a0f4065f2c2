using Extremal.LinearAlgebra;

namespace Extremal.Optimization.Methods;

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
    /// <summary>A change of the gradient below this many units of its rounding says nothing about the curvature.</summary>
    private const double RoundingOfSlopes = 1e3;

    private readonly double[] _difference = new double[dimension];
    private readonly double[] _product = new double[dimension];

    /// <summary>The point reached.</summary>
    public SequentialPoint Point { get; set; } = new(dimension, functions);

    /// <summary>The pending point.</summary>
    public SequentialPoint Trial { get; set; } = new(dimension, functions);

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

    /// <summary>The merit at the point.</summary>
    public double Merit { get; set; }

    /// <summary>The merit's directional derivative along the full step, or above it: negative.</summary>
    public double Slope { get; set; }

    /// <summary>The greatest |f| met: the scale of its rounding.</summary>
    public double Magnitude { get; set; }

    /// <summary>Exchanges the multipliers for the others, and back.</summary>
    public void SwapMultipliers() => (Multipliers, OtherMultipliers) = (OtherMultipliers, Multipliers);

    /// <summary>Makes the trial the point.</summary>
    public void Accept()
    {
        (Point, Trial) = (Trial, Point);
        Magnitude = Math.Max(Magnitude, Math.Abs(Point.Value));
    }

    /// <summary>Forgets the curvature: B becomes so large a multiple of the identity that the gradient alone would step this far.</summary>
    public void Refresh(double length)
    {
        double norm = Vectors.Norm(Point.Gradient);
        double curvature = norm > 0 ? norm / length : 1;
        DampedUpdate.Scale(Curvature, dimension, double.IsNormal(curvature) ? curvature : 1);
        IsFresh = true;
    }

    /// <summary>
    /// Takes the change of the Lagrangian's gradient from the point to the trial into B, unless it is little more than rounding.
    /// </summary>
    public void Learn(SequentialConstraints constraints)
    {
        (double greatest, double size) = (0, 0);
        for (int j = 0; j < dimension; j++)
        {
            double change = Trial.Gradient[j] - Point.Gradient[j];
            double terms = Math.Abs(Trial.Gradient[j]);
            for (int k = 0; k < functions; k++)
            {
                double multiplier = Multipliers[dimension + rows + k];
                change -= multiplier * (Trial.Slope(k)[j] - Point.Slope(k)[j]);
                terms += Math.Abs(multiplier * Trial.Slope(k)[j]);
            }

            _difference[j] = constraints.Fixed[j] ? 0 : change;
            Step[j] = Trial.X[j] - Point.X[j];
            (greatest, size) = (Math.Max(greatest, Math.Abs(_difference[j])), Math.Max(size, constraints.Fixed[j] ? 0 : terms));
        }

        if (greatest > RoundingOfSlopes * constraints.Epsilon * size)
        {
            DampedUpdate.Apply(Curvature, Step, _difference, _product, IsFresh);
            IsFresh = false;
        }
    }
}
