using Extremal.Networks;
using Extremal.Problems;

namespace Extremal.Training.Evidence;

/// <summary>One network of one target beside the mean of the dense members: its last layer was solved from all rows.</summary>
internal abstract record SingleFit
{
    /// <summary>y − ŷ of each sample, predicted without it or its group.</summary>
    public required double[] LeftOut { get; init; }

    /// <summary>The variance of that prediction.</summary>
    public required double[] LeftOutVariances { get; init; }

    /// <summary>Of a measurement beside what it would be without noise.</summary>
    public required double NoiseVariance { get; init; }

    /// <summary>Of a prediction with all rows; null if it could not be computed.</summary>
    public required LayerPosterior? Posterior { get; init; }

    /// <summary>Its layers' activations: networks of one form can stand side by side.</summary>
    public abstract string Form { get; }

    /// <summary>The fit as a network.</summary>
    public abstract Network<double> Build();

    /// <summary>A network of the same form, as narrow as can be, whose output is 0.</summary>
    /// <param name="inputs">Number of inputs.</param>
    public abstract Network<double> Nothing(int inputs);
}
