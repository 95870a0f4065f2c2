namespace Extremal.Extrema;

/// <summary>How the starting points x_init of a search are drawn, within the domain's ranges.</summary>
public enum StartDistribution
{
    /// <summary>Scrambled Sobol points: every part of the box holds its share of them, at any number of points. The seed scrambles.</summary>
    Sobol,

    /// <summary>A Latin hypercube: every input's range is cut into as many strata as there are starts, and each holds one.</summary>
    LatinHypercube,

    /// <summary>Independent and uniform.</summary>
    Uniform,

    /// <summary>
    /// The paper's: a standard normal number for each input, drawn again until it lies in [−1, 1], then taken from [−1, 1] to the input's range.
    /// </summary>
    TruncatedNormal,
}
