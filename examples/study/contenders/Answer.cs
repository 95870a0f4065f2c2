namespace Examples.Study;

/// <summary>The input that a contender recommends.</summary>
/// <param name="Point">In the problem's units, inside its box.</param>
/// <param name="Claim">What it says the output is there.</param>
/// <param name="Evaluations">How often it asked its model; 0 without a model.</param>
/// <param name="Time">What the search took, training not counted.</param>
internal sealed record Answer(double[] Point, double Claim, long Evaluations = 0, TimeSpan Time = default);
