using Extremal.Extrema;
using Extremal.Networks;
using Extremal.Problems;
using Extremal.Results;
using Extremal.Tests.Problems;

namespace Extremal.Tests.Extrema;

/// <summary>
/// Ranges that hold few numbers, or two, or one far away: networks that are linear by pieces answer there as smooth ones do.
/// </summary>
[Parallelizable(ParallelScope.All)]
public sealed class NarrowRangeTests
{
    private const int Models = 50;

    // Enough for networks of eight units.
    private static readonly SearchOptions Few = new() { Starts = 64, Searches = 6 };

    private static Activation[] Activations => [Activation.ReLU, Activation.LeakyReLU(0.01), Activation.Identity];

    /// <summary>At width 0 the range is two neighbouring numbers. Every second model has all its inputs in such ranges.</summary>
    [Test]
    public void Every_model_answers_and_no_end_of_a_range_is_better(
        [ValueSource(nameof(Activations))] Activation activation, [Values(1e-9, 1e-12, 1e-15, 0)] double width)
    {
        for (int seed = 0; seed < Models; seed++)
        {
            var random = new Random(seed);
            Surrogate surrogate = Random(random, 1 + seed % 3, activation);
            Domain domain = Domain.Of(surrogate.Summary);
            for (int j = 0; j < (seed % 2 == 0 ? 1 : surrogate.Inputs); j++)
            {
                double low = 0.3 + random.NextDouble();
                domain = domain.Range(domain.Inputs[j].Name, low, width == 0 ? Math.BitIncrement(low) : low + width);
            }

            Extremum found = new ExtremumSearch(surrogate, domain, Goal.Maximize(), Few).Run();
            string what = $"model {seed}: {found}";
            Assert.That(found.IsConverged, what);
            Assert.That(domain.Contains([.. found.Point]), what);
            foreach (double end in (double[])[domain.Lower[0], domain.Upper[0]])
            {
                double[] other = [end, .. found.Point.Skip(1)];
                Assert.That(surrogate.Value(other, 0, default), Is.LessThanOrEqualTo(found.Value + 0.2 * width + 4e-14), what);
            }

            Extremum plain = new ExtremumSearch(surrogate, domain.Fix("a", found.Point[0]), Goal.Maximize(), Few).Run();
            Assert.That(found.Value, Is.GreaterThanOrEqualTo(plain.Value - 1e-8), $"the other inputs are no worse for it; {what}");
        }
    }

    [Test]
    public void The_range_of_two_numbers_that_differ_by_rounding_is_searched()
    {
        Surrogate surrogate = Random(new Random(1), 2, Activation.ReLU);
        Extremum found = new ExtremumSearch(surrogate, Domain.Of(surrogate.Summary).Range("a", 0.3, 0.1 + 0.2), Goal.Maximize()).Run();
        Assert.That(found.IsConverged, found.ToString());
    }

    /// <summary>Without bounds a linear piece leads on for ever, and whole numbers are held so far out that steps are lost to rounding.</summary>
    [Test]
    public void Whole_numbers_without_bounds_have_an_answer([ValueSource(nameof(Activations))] Activation activation)
    {
        for (int seed = 0; seed < 3; seed++)
        {
            Surrogate surrogate = Random(new Random(seed), 2, activation);
            Domain domain = Domain.Of(surrogate.Summary).Unbounded().Integer("a");
            Extremum found = new ExtremumSearch(surrogate, domain, Goal.Maximize(), Few with { MaxRounds = 1, MaxSteps = 50 }).Run();
            Assert.That(found.IsFeasible && double.IsFinite(found.Value), $"model {seed}: {found}");
            Assert.That(found.Point[0], Is.EqualTo(Math.Round(found.Point[0])), $"model {seed}");
            Assert.That(surrogate.Value([.. found.Point], 0, []), Is.EqualTo(found.Value), $"model {seed}: its own model takes the answer");
        }
    }

    private static Surrogate Random(Random random, int inputs, Activation activation)
    {
        var network = new Network<double>(inputs, new Layer(8, activation), new Layer(1, Activation.Identity));
        foreach (ref double weight in network.Weights.All)
        {
            weight = 1.2 * (2 * random.NextDouble() - 1);
        }

        return HandMade.Of(network);
    }
}
