namespace Examples.Study;

/// <summary>A function over a box whose optimum is known: what was measured, if nobody but the study knew it.</summary>
/// <param name="Name">What the tables call it, and what --problems asks for.</param>
/// <param name="Box">Least and greatest value of each input.</param>
/// <param name="Aim">Which of its extrema is sought.</param>
/// <param name="Optimum">Its value there.</param>
/// <param name="At">One of the points where it has that value.</param>
/// <param name="Truth">The function.</param>
internal sealed record Problem(
    string Name, IReadOnlyList<(double Low, double High)> Box, Aim Aim, double Optimum, double[] At, Func<double[], double> Truth)
{
    public int Inputs => Box.Count;
    public double[] Low { get; } = [.. Box.Select(side => side.Low)];
    public double[] High { get; } = [.. Box.Select(side => side.High)];

    /// <summary>+1 where less is better, -1 where more is: a value times it is to be small.</summary>
    public int Sign => Aim == Aim.Minimize ? 1 : -1;

    /// <summary>How much worse the truth is at a point than at the optimum; never negative inside the box.</summary>
    public double Regret(double[] point) => Sign * (Truth(point) - Optimum);

    /// <summary>The value of the best of N Latin-hypercube points, median of 51 runs, as published; by N.</summary>
    public IReadOnlyDictionary<int, double> PublishedBest { get; init; } = new Dictionary<int, double>();

    public override string ToString() => Name;

    /// <summary>The same side for every input.</summary>
    public static (double, double)[] Cube(int inputs, double low, double high) => [.. Enumerable.Repeat((low, high), inputs)];
}

internal enum Aim
{
    Minimize,
    Maximize,
}
