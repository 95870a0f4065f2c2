using static System.Math;

namespace Examples.Study;

/// <summary>Functions of any number of inputs, with many local minima (Rosenbrock: one bent valley).</summary>
internal static class Scalable
{
    public static Problem StyblinskiTang(int inputs) => new(
        $"Styblinski-Tang-{inputs}", Problem.Cube(inputs, -5, 5), Aim.Minimize, -39.166165703771 * inputs,
        [.. Enumerable.Repeat(-2.903534026, inputs)],
        x => x.Sum(value => Pow(value, 4) - 16 * value * value + 5 * value) / 2)
    {
        PublishedBest = inputs == 10
            ? new Dictionary<int, double> { [50] = -219.8, [100] = -230.3, [250] = -256.5 } : new Dictionary<int, double>(),
    };

    /// <summary>A needle in the middle of a plain of ripples.</summary>
    public static Problem Ackley(int inputs) => new(
        $"Ackley-{inputs}", Problem.Cube(inputs, -32.768, 32.768), Aim.Minimize, 0, new double[inputs],
        x => -20 * Exp(-0.2 * Sqrt(x.Average(value => value * value))) - Exp(x.Average(value => Cos(2 * PI * value))) + 20 + E);

    public static Problem Rosenbrock(int inputs) => new(
        $"Rosenbrock-{inputs}", Problem.Cube(inputs, -5, 10), Aim.Minimize, 0, [.. Enumerable.Repeat(1.0, inputs)],
        x => x.Zip(x.Skip(1), (a, b) => 100 * Pow(b - a * a, 2) + Pow(a - 1, 2)).Sum());

    public static Problem Levy(int inputs) => new(
        $"Levy-{inputs}", Problem.Cube(inputs, -10, 10), Aim.Minimize, 0, [.. Enumerable.Repeat(1.0, inputs)],
        x =>
        {
            var w = Array.ConvertAll(x, value => 1 + (value - 1) / 4);
            var sum = w.SkipLast(1).Sum(value => Pow(value - 1, 2) * (1 + 10 * Pow(Sin(PI * value + 1), 2)));
            return Pow(Sin(PI * w[0]), 2) + sum + Pow(w[^1] - 1, 2) * (1 + Pow(Sin(2 * PI * w[^1]), 2));
        });
}
