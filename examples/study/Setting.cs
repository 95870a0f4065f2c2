namespace Examples.Study;

/// <summary>What the runs of one median have in common.</summary>
internal sealed record Setting(Landscape Landscape, int Rows, bool Noisy)
{
    /// <summary>The standard deviation of noisy measurements, in that of the truth over the box.</summary>
    public const double NoiseShare = 0.1;

    public Problem Problem => Landscape.Problem;
    public double Noise => Noisy ? NoiseShare * Landscape.Deviation : 0;

    /// <summary>Settings of one key are the same setting.</summary>
    public (string, int, bool) Key => (Problem.Name, Rows, Noisy);
}
