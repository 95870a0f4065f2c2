using Extremal.Certificates;
using Extremal.Problems;
using Extremal.Tests.Extrema;
using Extremal.Tests.Problems;

namespace Extremal.Tests.Certificates;

/// <summary>The open boxes of a proof: in their order, with their sides, and within their memory.</summary>
public sealed class OpenBoxesTests
{
    [Test]
    public void The_queue_is_a_sorted_list_with_two_ends([Range(1, 20)] int seed)
    {
        var random = new Random(seed);
        var queue = new BoxQueue(inputs: 1 + seed, new MemoryBudget(long.MaxValue));
        var sorted = new List<(double Bound, int Box, int Input)>(); // of equal bounds the earlier first
        for (int turn = 0; turn < 4000; turn++)
        {
            if (queue.Count == 0 || random.Next(5) < 3)
            {
                (double Bound, int Box, int Input) box = (seed % 2 == 0 ? random.Next(6) : random.NextDouble(), turn, random.Next(-1, seed + 1));
                Assert.That(queue.TryAdd(box.Bound, box.Box, box.Input));
                int place = sorted.FindIndex(other => other.Bound < box.Bound);
                sorted.Insert(place < 0 ? sorted.Count : place, box);
            }
            else
            {
                int place = random.Next(2) == 0 ? 0 : sorted.Count - 1;
                Assert.That(place == 0 ? queue.TakeFirst() : queue.TakeLast(), Is.EqualTo(sorted[place]), $"turn {turn}");
                sorted.RemoveAt(place);
            }

            (double greatest, double least) = sorted.Count > 0 ? (sorted[0].Bound, sorted[^1].Bound) : (double.NegativeInfinity, double.PositiveInfinity);
            Assert.That((queue.Count, queue.Greatest, queue.Least), Is.EqualTo((sorted.Count, greatest, least)), $"turn {turn}");
        }
    }

    /// <summary>Cuts at random, in domains of all kinds; the sides that a box had when it was opened are those it has when it is taken.</summary>
    [Test]
    public void A_box_has_its_sides_back_to_the_bit([Range(1, 60)] int seed)
    {
        var problem = new RandomProblem(seed);
        var boxes = new DomainBoxes(problem.Surrogate, problem.Domain, ApplicabilityDomain.Of(problem.Surrogate.Summary));
        var open = new OpenBoxes(boxes, 1 << 20);
        var random = new Random(seed);
        int n = boxes.Region.Inputs;
        double[] lower = [.. boxes.Region.Lower], upper = [.. boxes.Region.Upper];
        var sides = new Dictionary<double, (double[] Lower, double[] Upper)>(); // by bounds that occur once
        Open(BoxTree.None, BoxStep.Narrowed, 0);
        for (int turn = 0; turn < 300 && open.Count > 0; turn++)
        {
            (int box, double bound, int input) = open.Take(lower, upper);
            Assert.That((lower, upper), Is.EqualTo(sides[bound]), $"seed {seed}, turn {turn}");
            sides.Remove(bound);
            if (input < 0)
            {
                Open(box, BoxStep.Narrowed, 0);
            }
            else if (lower[input] < upper[input] && boxes.Cut(input, lower, upper) is not null)
            {
                Open(box, BoxStep.Below, input);
                Open(box, BoxStep.Above, input);
            }

            open.Release(box);
        }

        void Open(int from, BoxStep step, int input)
        {
            double[] low = [.. lower], high = [.. upper];
            if (!boxes.Go(step, input, low, high))
            {
                return;
            }

            var ends = new List<(int, BoxStep)>();
            for (int k = 0; k < n && random.Next(8) == 0; k++)
            {
                ends.Add((k, random.Next(2) == 0 ? BoxStep.AtLow : BoxStep.AtHigh));
                boxes.Go(ends[^1].Item2, k, low, high);
            }

            double bound = random.NextDouble();
            sides[bound] = (low, high);
            open.Add(open.Part(from, step, input, 1), [.. ends], bound, random.Next(-1, n));
        }
    }

    // Boxes cut in two, the most promising first, along one input after the other, with bounds that fall by chance.
    internal static (OpenBoxes Boxes, int Count) Halved(int inputs, long memory, int cuts, int givenUp = 1)
    {
        Surrogate surrogate = HandMade.Linear([[.. Enumerable.Range(1, inputs).Select(i => (double)i)]], 0);
        var boxes = new DomainBoxes(surrogate, Domain.Of(surrogate.Summary), ApplicabilityDomain.Of(surrogate.Summary));
        var open = new OpenBoxes(boxes, memory);
        var random = new Random(inputs);
        double[] lower = new double[inputs], upper = new double[inputs];
        open.Add(open.Part(BoxTree.None, BoxStep.Narrowed, 0, 1), [], 1, 0);
        for (int i = 0; i < cuts && open.GivenUp.Boxes < givenUp; i++)
        {
            (int box, double bound, int input) = open.Take(lower, upper);
            foreach (BoxStep side in (BoxStep[])[BoxStep.Below, BoxStep.Above])
            {
                double less = bound * (1 - 0.1 * random.NextDouble());
                if (less > open.GivenUp.Bound) // else it would change nothing any more
                {
                    open.Add(open.Part(box, side, input, bound), [], less, (input + 1) % inputs);
                }
            }

            open.Release(box);
        }

        return (open, open.Count);
    }
}
