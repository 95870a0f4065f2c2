using Extremal.Problems;
using Extremal.Results;

namespace Examples.Paper;

/// <summary>What section 3 prints, beside what the paper prints.</summary>
internal static class Report
{
    /// <summary>(3.5), the paper's and this data's.</summary>
    public static void Data(CaseStudy study, TextWriter text)
    {
        var columns = study.Data.InputColumns;
        text.WriteLine($"3.1 Data: {study.Data.RowCount} rows of (3.1), uniform in [-1, 1]⁴, noise {CaseStudy.Noise}\n");
        text.WriteLine($"    {"",-20}{string.Concat(CaseStudy.Names.Select((name, i) => $"{$"x{i} {name}",18}"))}");
        Line("mean", columns.Select(column => column.Mean));
        Line("  the paper's (3.5)", Equations.Mean);
        Line("deviation", columns.Select(column => column.StandardDeviation));
        Line("  the paper's (3.5)", Equations.Deviation);

        void Line(string name, IEnumerable<double> numbers) =>
            text.WriteLine($"    {name,-20}{string.Concat(numbers.Select(number => $"{number,18:F3}"))}");
    }

    public static void Network(CaseStudy study, TextWriter text)
    {
        var training = study.Model.Training!.History.Training;
        var error = study.Data.TargetColumns[0].StandardDeviation * Math.Sqrt(training[^1]);
        text.Write($"\n3.2 The network {study.Model.Surrogate.Network}, ");
        text.WriteLine($"{training.Count} epochs in {study.TrainingTime.TotalSeconds:F2} s\n");
        text.WriteLine($"    root mean squared error on its data, of which the noise is {CaseStudy.Noise,-8}{error:F4}");
        text.WriteLine($"    root mean squared distance from the truth in [-1, 1]⁴{"",14}{DistanceFromTruth(study):F4}");
    }

    /// <summary>x̂, f(x̂) and the truth there, for every question asked; and the true optima of the boxes.</summary>
    public static void Answers(
        ReadOnlySpan<(string Name, Answer Answer)> answers, ReadOnlySpan<(string Name, double[] Point)> optima, TextWriter text)
    {
        text.WriteLine("\n    The maximizing input. Regret: the truth at the box's true optimum less the truth at x̂.");
        text.WriteLine("    Beyond: how far x̂ is outside of the box asked for, which is μ ± 2σ for the printed equations.\n");
        text.WriteLine($"    {"",-34}      x0      x1      x2      x3    f(x̂)   truth  f-truth   regret  beyond  steps      ms");
        foreach (var (name, answer) in answers)
        {
            text.Write($"    {name,-34}{Point(answer.Point)}{answer.Predicted,8:F3}{answer.Truth,8:F3}{Signed(answer.Difference)}");
            text.Write($"{Signed(answer.Regret)}{(answer.Violation == 0 ? "0" : $"{answer.Violation:F3}"),8}");
            text.WriteLine($"{answer.Steps,7}{answer.Time.TotalMilliseconds,8:F1}");
        }

        foreach (var (name, point) in optima) { text.WriteLine($"    {name,-34}{Point(point)}{"",8}{Equations.Truth(point),8:F3}"); }
    }

    /// <summary>(3.6) and (3.7), and what they should have been.</summary>
    public static void Paper(TextWriter text)
    {
        var box = Box.Around(Equations.Mean, Equations.Deviation, 2);
        var best = Equations.Truth(box.Best);
        text.WriteLine();
        Line("the paper's x̂ (3.6)", Equations.Found, $"{Equations.ReportedAtFound:F3}");
        Line("the paper's optimum (3.7)", Equations.ClaimedBest, "");
        text.WriteLine($"    {"true optimum of its μ ± 2σ",-34}{Point(box.Best)}{"",8}{best,8:F3}");

        void Line(string name, double[] point, string reported)
        {
            var truth = Equations.Truth(point);
            text.WriteLine($"    {name,-34}{Point(point)}{reported,8}{truth,8:F3}{"",9}{Signed(best - truth)}{box.Violation(point),8:F3}");
        }
    }

    /// <summary>What no input of a box can surpass.</summary>
    public static void Proofs(ReadOnlySpan<(string Box, Certificate Proof)> proofs, TextWriter text)
    {
        text.WriteLine("\n    Proven of this network, and of every number that it can return there, rounding included:\n");
        foreach (var (box, proof) in proofs)
        {
            var bound = Math.Ceiling(1e5 * proof.Bound) / 1e5;
            text.WriteLine($"    {box,-18}no diet in this box scores more than {bound:F5}; x̂ scores {proof.Value:F5}.");
            text.WriteLine($"    {"",-18}The gap is {proof.RelativeGap:F5} of the health's standard deviation, "
                + $"after {proof.Boxes} boxes and {proof.Elapsed.TotalMilliseconds:F0} ms.");
        }
    }

    /// <summary>Why (3.6) is not where the printed equations lead; every number is computed here.</summary>
    public static void Why(Box here, TextWriter text)
    {
        var paper = Box.Around(Equations.Mean, Equations.Deviation, 2);
        var (cake, candy) = (paper.Lower[2] - Equations.Found[2], paper.Lower[3] - Equations.Found[3]);
        var best = paper.Best;
        text.WriteLine($"""

                Why (3.6) is not where the printed equations lead

                - A quadratic penalty always leaks. With κ₁ = 1/2, as (3.3) prints it, the descent comes to rest {Leak(paper, 0.5)}
                  beyond the bounds of x2 and x3 even where f is the truth ({Leak(here, 0.5)} for the data above),
                  yet (3.6) lies {cake:F3} and {candy:F3} beyond them. κ₁ = 2 leaks so, {Leak(paper, 2)}: the paper's
                  notebook adds the lower bound's term twice and the upper one's never.
                - The reported ŷ = {Equations.ReportedAtFound:F3} is no output of a network:
                  it is the true function at (3.6), {Equations.Truth(Equations.Found):F3}.
                - (3.7) forgets μ. The optimum in μ ± 2σ is at μ - 2σ, x2 = {best[2]:F3} and x3 = {best[3]:F3},
                  and is {Equations.Truth(best):F3}, not {Equations.ReportedAtClaimedBest:F3}.
                - 2σ of uniform data reach to {2 / Math.Sqrt(3):F3}, past their end at 1: the penalty on extrapolation endorses it.
            """);

        static string Leak(Box box, double kappa1)
        {
            var (cake, candy) = Equations.Leak(box, kappa1);
            return $"{cake:F3} and {candy:F3}";
        }
    }

    // On a grid that no row was drawn from, without noise.
    private static double DistanceFromTruth(CaseStudy study)
    {
        double[] grid = [-0.9, -0.6, -0.3, 0, 0.3, 0.6, 0.9];
        double[] points = [.. from a in grid from b in grid from c in grid from d in grid from x in (double[])[a, b, c, d] select x];
        var outputs = new double[points.Length / 4];
        study.Model.Predict(points, outputs);
        return Math.Sqrt(outputs.Select((y, i) => Math.Pow(y - Equations.Truth(points.AsSpan(4 * i, 4)), 2)).Average());
    }

    private static string Point(IReadOnlyList<double> point) => string.Concat(point.Select(number => $"{number,8:F3}"));
    private static string Signed(double number) => $"{number,9:+0.000;-0.000}";
}
