namespace Extremal.Kernels.Functions;

/// <summary>Which way a piece of a curve bends.</summary>
public enum Curvature
{
    /// <summary>Not at all: a straight line.</summary>
    Straight,

    /// <summary>Upwards: every chord lies on or above it.</summary>
    Convex,

    /// <summary>Downwards: every chord lies on or below it.</summary>
    Concave,
}
