using Extremal.Certificates;
using Extremal.Problems;
using Extremal.Results;
using Extremal.Tests.Problems;

namespace Extremal.Tests.Certificates;

/// <summary>What the paper's losses do on the outputs that a model really takes. The output is that of one input: y = gain · a + offset.</summary>
public sealed class LossCheckTests
{
    // a goes from 0 to 1.
    private static IReadOnlyList<LossFinding> Check(OutputLoss loss, double gain, double offset, double epsilon = 1e-8)
    {
        Surrogate line = HandMade.Linear([[gain]], offset);
        Domain domain = Domain.Of(line.Summary).Range("a", 0, 1);
        Certificate Prove(Goal goal) => new BranchAndBound(line, domain, goal).Run();
        double steepest = new BranchAndBound(line, domain, Goal.Maximize()).Steepest();
        Assert.That(steepest, Is.EqualTo(Math.Abs(gain) * line.InputScaling.Scales[0]).Within(1e-6), "the derivative by a deviation of a");
        return new LossCheck(loss, new OutputRange(Prove(Goal.Minimize()), Prove(Goal.Maximize())), steepest, epsilon).Findings();
    }

    private static OutputLoss Loss(Goal goal) => goal.OfOutput!;

    [Test]
    public void A_positive_output_of_some_size_is_what_the_losses_are_made_for() => Assert.Multiple(() =>
    {
        Assert.That(Check(Loss(PaperLosses.Maximization()), 2, 1), Is.Empty);
        Assert.That(Check(Loss(PaperLosses.Minimization()), 2, 1), Is.Empty);
        Assert.That(Check(Loss(PaperLosses.NonNegativeMaximization()), 2, 1), Is.Empty);
    });

    [Test]
    public void An_output_that_changes_sign_turns_a_loss_of_its_size_around()
    {
        LossFinding opposite = Check(Loss(PaperLosses.Maximization()), 4, -2).Single(finding => finding.Fault == LossFault.Opposite);
        Assert.That((opposite.Low, opposite.High, opposite.IsCertain), Is.EqualTo((-2.0, 0.0, true)).Using<double>((x, y) => Math.Abs(x - y) < 0.1));
        Assert.That(opposite.Sentence, Does.Contain("y0 changes sign").And.Contain("rewards |f|").And.Contain("below zero it asks for the least"));
        Assert.That(Check(Loss(PaperLosses.Minimization()), 4, -2)[0].Sentence, Does.Contain("asks for f = 0").And.Contain("the greatest"));
        Assert.That(Check(Loss(PaperLosses.Maximization()), 1, -5)[0].Sentence, Does.Contain("negative all over the domain"));
    }

    [Test]
    public void The_loss_for_outputs_that_are_not_negative_is_sound_below_zero_but_flat_at_it()
    {
        IReadOnlyList<LossFinding> findings = Check(Loss(PaperLosses.NonNegativeMaximization(10, 1)), 4, -2, epsilon: 1e-3);
        LossFinding flat = findings.Single();
        Assert.That(flat.Fault, Is.EqualTo(LossFault.Flat));

        // |dL/dy| = 2y / (y² + 1)² is about 2y near zero, and the steepest derivative of y is 4 · 1.5.
        Assert.That((flat.Low, flat.High), Is.EqualTo((0.0, 1e-3 / 6 / 2)).Using<double>((x, y) => Math.Abs(x - y) < 1e-6));
        Assert.That(flat.IsCertain, Is.True);
    }

    [Test]
    public void A_great_output_is_flat_for_a_loss_of_its_inverse_square()
    {
        // 2y⁻³ times 150, the steepest derivative of y, falls to 5·10⁻⁸ at y = 1817.
        LossFinding flat = Check(Loss(PaperLosses.Maximization()), 100, 1750, epsilon: 5e-8).Single();
        Assert.That(flat.Fault, Is.EqualTo(LossFault.Flat));
        Assert.That((flat.Low, flat.High), Is.EqualTo((1817.12, 1850.0)).Using<double>((x, y) => Math.Abs(x - y) < 0.1));
        Assert.That(Check(Loss(PaperLosses.Maximization()), 100, 1750, epsilon: 1e-8), Is.Empty);
    }

    [Test]
    public void The_borders_of_what_is_flat_are_where_the_slope_says()
    {
        OutputLoss loss = Loss(PaperLosses.Maximization(2));
        (double near, double far) = loss.Flat(1e-3);
        Assert.That(Math.Abs(loss.Slope(near)), Is.EqualTo(1e-3).Within(1e-12));
        Assert.That(Math.Abs(loss.Slope(far)), Is.EqualTo(1e-3).Within(1e-12));
        Assert.That(near < loss.Steepest && loss.Steepest < far);
        Assert.That(Math.Abs(loss.Slope(loss.Steepest)), Is.EqualTo(0.650 * Math.Pow(2, -1.5)).Within(1e-3), "0.650 κ^−1.5");
        Assert.That(loss.Flat(1), Is.EqualTo((double.PositiveInfinity, 0.0)), "nowhere so steep");
        Assert.That(Loss(PaperLosses.Minimization()).Flat(1e-3), Is.EqualTo((5e-4, double.PositiveInfinity)));
    }

    [Test]
    public void Of_a_sum_the_first_is_judged_and_of_other_goals_nothing_is_known() => Assert.Multiple(() =>
    {
        Assert.That((PaperLosses.Maximization() + PaperLosses.Extrapolation()).OfOutput, Is.Not.Null);
        Assert.That(Goal.Maximize().OfOutput, Is.Null);
        Assert.That(PaperLosses.Positivity().OfOutput, Is.Null);
    });
}
