namespace Examples.Study;

/// <summary>What the runs of one median have in common.</summary>
internal sealed record Setting(Landscape Landscape, int Rows, bool Noisy)
{
    /// <summary>The standard deviation of noisy measurements, in that of the truth over the box.</summary>
    public const double NoiseShare = 0.05;

    public Problem Problem => Landscape.Problem;
    public double Noise => Noisy ? NoiseShare * Landscape.Deviation : 0;

    /// <summary>
    /// Whether the way of training is assessed as well, for an interval at the answer: that costs as many trainings again as there are folds,
    /// and is done where the checks want it.
    /// </summary>
    public bool IsAssessed => Rows == Check.Rows && !Noisy;

    /// <summary>Settings of one key are the same setting.</summary>
    public (string, int, bool) Key => (Problem.Name, Rows, Noisy);
}
