using Extremal.Memory;
using Extremal.Optimization;
using Extremal.Optimization.Regions;

namespace Extremal.Tests.Optimization.Problems;

/// <summary>
/// A function with its gradient, where to begin, in which box, and the minimum that a descent from there is to find:
/// <see cref="ProblemTests"/> asserts first that all of it is true.
/// </summary>
/// <param name="Name">What it is called in the literature.</param>
/// <param name="Start">The usual start.</param>
/// <param name="Lower">Lower bounds; −∞ where there is none.</param>
/// <param name="Upper">Upper bounds; +∞ where there is none.</param>
/// <param name="Optimum">The least value; in a few cases that of the local minimum to which every descent from the start leads.</param>
/// <param name="Evaluate">Value and gradient.</param>
public sealed record TestProblem(
    string Name, double[] Start, double[] Lower, double[] Upper, double Optimum, Func<double[], (double Value, double[] Gradient)> Evaluate)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<TestProblem> All { get; } =
        [.. SmallProblems.All, .. FittingProblems.All, .. LargeProblems.All, .. KnownOptima.All, .. EngineeringProblems.All];

    /// <summary>Number of variables.</summary>
    public int Dimension => Start.Length;

    /// <summary>The box; all of space if no bound is finite.</summary>
    public Region<double> Region =>
        Lower.Concat(Upper).Any(double.IsFinite) ? new Box<double>(Lower, Upper) : new Everywhere<double>(Dimension);

    /// <summary>The start as the only row.</summary>
    public ReadOnlyMatrix<double> Starts => new(Start, new Shape(1, Dimension));

    /// <summary>A function without bounds.</summary>
    public static TestProblem Free(
        string name, double[] start, double optimum, Func<double[], (double Value, double[] Gradient)> evaluate) => new(
        name, start, [.. start.Select(_ => double.NegativeInfinity)], [.. start.Select(_ => double.PositiveInfinity)], optimum, evaluate);

    /// <summary>Σ rᵢ(x)² without bounds, with residuals and their Jacobian written by hand.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="start">The usual start.</param>
    /// <param name="optimum">The least sum.</param>
    /// <param name="count">The number of residuals.</param>
    /// <param name="fill">Given x, writes residuals r[i] and derivatives j[i][k] = ∂rᵢ/∂xₖ, which are zero before.</param>
    public static TestProblem SumOfSquares(
        string name, double[] start, double optimum, int count, Action<double[], double[], double[][]> fill) => Free(
        name, start, optimum, x =>
        {
            double[] r = new double[count], dx = new double[x.Length];
            double[][] j = [.. r.Select(_ => new double[x.Length])];
            fill(x, r, j);
            for (int i = 0; i < count; i++)
            {
                for (int k = 0; k < x.Length; k++)
                {
                    dx[k] += 2 * r[i] * j[i][k];
                }
            }

            return (r.Sum(v => v * v), dx);
        });

    /// <summary>A counting objective for <see cref="Minimizer"/>.</summary>
    internal Problem<double> Objective() => new(Dimension, Evaluate);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
