using System.Globalization;
using Extremal.Certificates;
using Extremal.Extrema;
using Extremal.Kernels;
using Extremal.Problems;
using Extremal.Results;

namespace Extremal.Tests;

/// <summary>Proofs through the front door: an answer with its certificate, ranges, checks of losses, tolerance boxes.</summary>
public sealed class RegressorCertifyTests
{
    private static readonly Regressor Model = RegressorData.Trained;

    private static IEnumerable<double[]> Points(Domain domain, int count, ulong seed)
    {
        var random = new RandomSource(seed);
        for (int i = 0; i < count; i++)
        {
            yield return [.. Enumerable.Range(0, domain.Inputs.Count).Select(k =>
                domain.Lower[k] + (domain.Upper[k] - domain.Lower[k]) * random.Uniform((ulong)(i * domain.Inputs.Count + k)))];
        }
    }

    [Test]
    public void An_answer_comes_with_its_proof_if_asked_for()
    {
        Extremum best = Model.Maximize(certify: new CertificateOptions()), plain = Model.Maximize();
        Assert.That(plain.Certificate, Is.Null);
        Assert.That(best.Certificate!.End, Is.EqualTo(CertificateEnd.GapClosed));
        Assert.That(best.Certificate.Value, Is.EqualTo(best.Value));
        Assert.That(best.Certificate.RelativeGap, Is.LessThanOrEqualTo(0.001));
        Assert.That(best.ToString(), Does.Contain("Proven: no input of the domain gives yield more than"));
        Extremum least = Model.Minimize(certify: new CertificateOptions());
        Assert.That(least.Certificate!.Bound, Is.LessThanOrEqualTo(least.Value));
        Assert.That(least.ToString(), Does.Contain("yield less than"));
        foreach (double[] point in Points(Model.Domain, 2000, 1))
        {
            Assert.That(Model.Predict(point), Is.InRange(least.Certificate.Bound, best.Certificate.Bound));
        }
    }

    [Test]
    public void A_better_point_that_the_proof_meets_becomes_the_answer()
    {
        var poor = new SearchOptions { Starts = 1, MaxSteps = 0, MaxRounds = 1 };
        Extremum found = Model.Maximize(options: poor), proven = Model.Maximize(options: poor, certify: new CertificateOptions());
        Assert.That(proven.Value, Is.GreaterThan(found.Value));
        Assert.That(proven.Certificate!.Bound - proven.Value, Is.LessThanOrEqualTo(0.001 * Model.Summary.TargetColumns[0].StandardDeviation));
    }

    // No time is left for the search, whose one start breaks the limit; the proof meets points that keep it.
    [Test]
    public void A_feasible_point_that_the_proof_meets_takes_the_place_of_an_infeasible_answer()
    {
        string name = Model.Summary.InputColumns[0].Name;
        (double low, double high) = (Model.Domain.Lower[0], Model.Domain.Upper[0]);
        Domain domain = Model.Domain.Constrain("a part", c => c.Input(name) * 1.0, low + 0.6 * (high - low), high);
        double[] start = Model.Domain.Lower.ToArray();
        var hurried = new SearchOptions { Starts = 0, Points = [start], TimeLimit = TimeSpan.Zero };
        Assert.That(Model.Maximize(domain, hurried).IsFeasible, Is.False);
        Extremum proven = Model.Maximize(domain, hurried, certify: new CertificateOptions { MaxBoxes = 500 });
        Assert.That(proven.Certificate!.Point, Is.Not.Null);
        Assert.That(proven.IsFeasible, proven.ToString());
        Assert.That(proven.Value, Is.GreaterThanOrEqualTo(proven.Certificate.Value));
    }

    [Test]
    public void The_range_of_an_output_holds_every_prediction_and_hardly_more()
    {
        OutputRange range = Model.FindOutputRange();
        double[] all = [.. Points(Model.Domain, 2000, 2).Select(point => Model.Predict(point))];
        Assert.That(range.Low <= all.Min() && all.Max() <= range.High);
        Assert.That(range.Maximum.RelativeGap, Is.LessThanOrEqualTo(0.001));
        Assert.That(range.Minimum.RelativeGap, Is.LessThanOrEqualTo(0.001));
        Assert.That(range.ToString(), Does.StartWith("yield lies between"));
        Assert.That(RegressorData.TrainedTwo.FindOutputRange(output: 1).Low, Is.LessThan(0));
    }

    [Test]
    public void The_lint_speaks_of_the_paper_s_losses_alone() => Assert.Multiple(() =>
    {
        Assert.That(Model.CheckLoss(Goal.Maximize()), Is.Empty);
        Assert.That(RegressorData.TrainedTwo.CheckLoss(PaperLosses.Maximization(output: 1)), Is.Not.Empty);
    });

    [TestCase(2.0)]
    [TestCase(20.0)]
    public void The_output_stays_within_the_percentage_all_over_a_tolerance_box(double percent)
    {
        Extremum best = Model.Maximize();
        ToleranceBox box = Model.FindToleranceBox(best, percent);
        double reach = percent / 100 * Math.Abs(best.Value);
        Domain around = Model.Domain;
        for (int k = 0; k < 3; k++)
        {
            Assert.That(best.Point[k], Is.InRange(box.Lower[k], box.Upper[k]));
            around = around.Range(around.Inputs[k].Name, box.Lower[k], box.Upper[k]);
        }

        Assert.That(box.Size, Is.Positive);
        foreach (double[] point in Points(around, 2000, 3))
        {
            Assert.That(Model.Predict(point), Is.InRange(box.Low, box.High));
            Assert.That(Math.Abs(Model.Predict(point) - best.Value), Is.LessThanOrEqualTo(reach));
        }

        // A little larger, and a point of it is off by more: the box is the largest, but for its accuracy.
        Domain larger = Model.Domain;
        for (int k = 0; k < 3; k++)
        {
            double share = 1.05 * box.Size * Model.Summary.InputColumns[k].StandardDeviation;
            larger = larger.Range(larger.Inputs[k].Name,
                Math.Max(larger.Lower[k], best.Point[k] - share), Math.Min(larger.Upper[k], best.Point[k] + share));
        }

        Assert.That(box.FillsDomain || Model.Minimize(larger).Value < best.Value - reach, $"{box}");
    }

    [TestCase(1e-9)]
    [TestCase(5)]
    public void What_is_printed_of_a_tolerance_lies_in_the_box(double percent)
    {
        ToleranceBox box = Model.FindToleranceBox(Model.Maximize(), percent);
        string[] lines = box.ToString().Split('\n')[1..];
        for (int k = 0; k < 2; k++)
        {
            string line = lines.Single(one => one.StartsWith($"  {box.Inputs[k].Name} ", StringComparison.Ordinal));
            double[] printed = [.. line.Split(' ').Select(word => double.TryParse(word, CultureInfo.InvariantCulture, out double number) ? number : double.NaN)
                .Where(double.IsFinite)];
            Assert.That(printed, Is.Not.Empty.And.All.InRange(box.Lower[k], box.Upper[k]), line);
        }
    }

    [Test]
    public void A_tolerance_in_one_input_alone_leaves_the_others_where_they_are()
    {
        Extremum best = Model.Maximize();
        ToleranceBox box = Model.FindToleranceBox(best, 5, [0, 1, 0]);
        Assert.That((box.Lower[0], box.Upper[0]), Is.EqualTo((best.Point[0], best.Point[0])));
        Assert.That(box.Upper[1] - box.Lower[1], Is.Positive);
        Assert.That(box.ToString(), Does.Contain("within 5 %").And.Contain("heat from"));
    }

    [Test]
    public void A_tolerance_of_nothing_is_refused()
    {
        Extremum best = Model.Maximize();
        Assert.That(() => Model.FindToleranceBox(best, 0), Throws.ArgumentException.With.Message.Contains("0 per cent"));
        Assert.That(() => Model.FindToleranceBox(best, 5, [1, 2]), Throws.ArgumentException.With.Message.Contains("2 proportions for 3 inputs"));
        Assert.That(() => Model.FindToleranceBox(best, 5, [0, 0, 0]), Throws.ArgumentException.With.Message.Contains("all of them 0"));
    }
}
