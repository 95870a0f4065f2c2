namespace Extremal.Optimization.QuadraticProgramming;

/// <summary>How a quadratic programme ended.</summary>
internal enum QuadraticStatus
{
    /// <summary>The step and its multipliers are the solution.</summary>
    Solved,

    /// <summary>No point meets the constraints; <see cref="QuadraticProgramme.Conflict"/> names some that contradict each other.</summary>
    Infeasible,

    /// <summary>Rounding kept it from the solution.</summary>
    Stalled,
}
