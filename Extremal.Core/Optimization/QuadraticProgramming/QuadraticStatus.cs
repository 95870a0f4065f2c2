namespace Extremal.Optimization.QuadraticProgramming;

/// <summary>How a quadratic programme ended.</summary>
internal enum QuadraticStatus
{
    /// <summary>The step and its multipliers are the solution.</summary>
    Solved,

    /// <summary>No point meets the constraints; <see cref="QuadraticProgramme.Farkas"/> has a proof.</summary>
    Infeasible,

    /// <summary>Rounding kept it from the solution.</summary>
    Stalled,
}
