using Extremal.Autodiff;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Problems;

namespace Extremal.Tests.Problems;

/// <summary>An ensemble of three straight lines: mean, spread and worst member are known in closed form.</summary>
public sealed class RiskAttitudeTests
{
    private const double Scale = 12.5, Shift = 7; // of HandMade.Target

    private static readonly double[] Slopes = [1, 4, -2];

    private static Surrogate Lines() => Of([.. Slopes.Select(slope => HandMade.Linear([[slope]], 3))]);

    private static Surrogate Of(Surrogate[] alone) =>
        new([.. alone.Select(one => one.Network)], alone[0].InputScaling, alone[0].OutputScaling, alone[0].Summary);

    private static double[] Says(double x) => [.. Slopes.Select(slope => slope * x + 3)];

    private static double Spread(double[] values) =>
        Math.Sqrt(values.Select(v => (v - values.Average()) * (v - values.Average())).Average());

    [Test]
    public void The_mean_is_what_an_ensemble_says([Values(-2.0, 0.7, 3)] double x)
    {
        double[] gradient = new double[1];
        Assert.That(Lines().Value([x], 0, gradient), Is.EqualTo(Says(x).Average()).Within(1e-12));
        Assert.That(gradient[0], Is.EqualTo(1).Within(1e-13));
        (double loss, double slope) = Goal.Maximize().At(Lines(), x);
        Assert.That(loss, Is.EqualTo(-(Says(x).Average() - Shift) / Scale).Within(1e-13));
        Assert.That(slope, Is.EqualTo(-1 / Scale).Within(1e-13));
    }

    [Test]
    public void Caution_takes_the_spread_off_where_it_hurts([Values(-2.0, 0.7, 3)] double x, [Values(0.5, 2)] double beta)
    {
        double mean = Says(x).Average(), spread = Spread(Says(x));
        double LossOf(Goal goal) => goal.At(Lines(), x).Loss;
        Assert.That(LossOf(Goal.Maximize(0, RiskAttitude.Averse(beta))), Is.EqualTo(-(mean - beta * spread - Shift) / Scale).Within(1e-9));
        Assert.That(LossOf(Goal.Minimize(0, RiskAttitude.Averse(beta))), Is.EqualTo((mean + beta * spread - Shift) / Scale).Within(1e-9));
        Assert.That(LossOf(Goal.Maximize(0, RiskAttitude.Seeking(beta))), Is.EqualTo(-(mean + beta * spread - Shift) / Scale).Within(1e-9));
        Assert.That(LossOf(Goal.Minimize(0, RiskAttitude.Seeking(beta))), Is.EqualTo((mean - beta * spread - Shift) / Scale).Within(1e-9));
        Assert.That(LossOf(Goal.Maximize(0, RiskAttitude.WorstCase)), Is.EqualTo(-(Says(x).Min() - Shift) / Scale).Within(1e-13));
        Assert.That(LossOf(Goal.Minimize(0, RiskAttitude.WorstCase)), Is.EqualTo((Says(x).Max() - Shift) / Scale).Within(1e-13));
    }

    [Test]
    public void The_slope_is_that_of_differences_and_finite_where_all_agree()
    {
        const double h = 1e-5;
        foreach (Goal goal in (Goal[])[Goal.Maximize(0, RiskAttitude.Averse(1.5)), Goal.Minimize(0, RiskAttitude.WorstCase)])
        {
            double slope = goal.At(Lines(), 1.3).Slope;
            double differences = (goal.At(Lines(), 1.3 + h).Loss - goal.At(Lines(), 1.3 - h).Loss) / (2 * h);
            Assert.That(slope, Is.EqualTo(differences).Within(1e-9), $"{goal}");
        }

        (double loss, double flat) = Goal.Maximize(0, RiskAttitude.Averse(2)).At(Lines(), 0); // all say 3 there
        Assert.That(flat, Is.EqualTo(-1 / Scale).Within(1e-6), "the spread has a minimum there");
        Assert.That(loss, Is.EqualTo(-(3 - Shift) / Scale).Within(3e-6));
    }

    [Test]
    public void Members_spread_and_worst_are_in_the_users_units()
    {
        Surrogate surrogate = Lines();
        Slice<double> z = Slice<double>.Zeros(new Shape(2, 1));
        (z.Span[0], z.Span[1]) = (surrogate.InputScaling.Apply(0, -1), surrogate.InputScaling.Apply(0, 2));
        var candidates = new DecisionVariables(new Tape<double>().Watch(z, Slice<double>.Zeros(z.Shape)), surrogate);
        for (int i = 0; i < 2; i++)
        {
            double[] says = Says(i == 0 ? -1 : 2);
            Assert.That(candidates.MemberOutputs.Select(y => y.Value[i, 0]), Is.EqualTo(says).Within(1e-12));
            Assert.That(candidates.Outputs.Value[i, 0], Is.EqualTo(says.Average()).Within(1e-12));
            Assert.That(candidates.Spread.Value[i, 0], Is.EqualTo(Spread(says)).Within(1e-9));
            Assert.That(candidates.Worst(0, 1).Value[i, 0], Is.EqualTo(says.Min()).Within(1e-12));
            Assert.That(candidates.Worst(0, -1).Value[i, 0], Is.EqualTo(says.Max()).Within(1e-12));
        }

        Assert.That(() => candidates.Worst(0, 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void A_part_of_the_members_is_an_ensemble_of_its_own()
    {
        Assert.That(Lines().Only(1).Value([2], 0, []), Is.EqualTo(11).Within(1e-12));
        Assert.That(Lines().Only(0, 2).Value([2], 0, []), Is.EqualTo(2).Within(1e-12));
        Assert.That(() => Lines().Only(3), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("member 3"));
        Assert.That(() => Lines().Only(), Throws.ArgumentException);
    }

    [Test]
    public void Mistakes_are_refused_in_words()
    {
        Assert.That(() => Goal.Maximize(0, RiskAttitude.Averse(1)).At(HandMade.Same(), 1),
            Throws.ArgumentException.With.Message.Contains("mean − 1·spread").And.Message.Contains("Members"));
        Assert.That(() => RiskAttitude.Averse(-1), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("-1"));
        Assert.That(() => RiskAttitude.Seeking(double.NaN), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Surrogate line = HandMade.Same();
        Network<double> wide = Network<double>.Create(2, [2], 1, Activation.Tanh, 1);
        Network<double> more = Network<double>.Create(1, [2], 2, Activation.Tanh, 1);
        foreach (Network<double>[] members in (Network<double>[][])[[line.Network, wide], [line.Network, more]])
        {
            Assert.That(() => new Surrogate(members, line.InputScaling, line.OutputScaling, line.Summary),
                Throws.ArgumentException.With.Message.Contains("other inputs or outputs"));
        }

        Assert.That($"{Goal.Minimize(0, RiskAttitude.Averse(2))} / {Goal.Maximize(1, RiskAttitude.Seeking(0.5))} / {Goal.Maximize(0, RiskAttitude.WorstCase)}",
            Is.EqualTo("minimize output 0, mean + 2·spread / maximize output 1, mean + 0.5·spread / maximize output 0, worst member"));
        Assert.That(Goal.Maximize(1).Description, Is.EqualTo("maximize output 1"));
    }
}
