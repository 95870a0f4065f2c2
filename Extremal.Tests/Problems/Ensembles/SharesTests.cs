using Extremal.Memory;
using Extremal.Networks;
using Extremal.Problems;
using Extremal.Tests.Networks;
using Extremal.Tests.Oracle;

namespace Extremal.Tests.Problems;

/// <summary>A surrogate of unlike members that count by shares, which differ from output to output, against plain loops.</summary>
public sealed class SharesTests
{
    private const int Seed = 17;

    private static readonly Network<double>[] Networks = Mixed.Networks(2, 2, Seed);
    private static readonly double[][] Shares = Mixed.Shares(Networks.Length, 2, Seed);

    private static double[][] Points
    {
        get
        {
            var random = new Random(Seed);
            return [.. Enumerable.Range(0, 40).Select(_ => (double[])[-4 + 10 * random.NextDouble(), -5 + 14 * random.NextDouble()])];
        }
    }

    private static Surrogate Of(IReadOnlyList<Network<double>> networks, double[][]? shares)
    {
        Surrogate one = HandMade.Of(networks[0]);
        return new Surrogate(networks, one.InputScaling, one.OutputScaling, one.Summary, shares);
    }

    // In the networks' own numbers.
    private static double[] Scaled(Surrogate surrogate, double[] point) =>
        [.. point.Select((x, j) => (x - surrogate.InputScaling.Shifts[j]) / surrogate.InputScaling.Scales[j])];

    private static (double[] Outputs, double[] Spreads) Predict(Surrogate surrogate, params double[][] points)
    {
        var shape = new Shape(points.Length, 2);
        (double[] outputs, double[] spreads) = (new double[shape.Count], new double[shape.Count]);
        new SurrogatePredictor(surrogate).Predict(
            new ReadOnlyMatrix<double>([.. points.SelectMany(point => point)], shape), new Matrix<double>(outputs, shape), spreads);
        return (outputs, spreads);
    }

    [Test]
    public void Mean_and_spread_are_those_of_a_plain_loop([Values(0, 1)] int output)
    {
        Surrogate surrogate = Of(Networks, Shares);
        (double scale, double shift) = (surrogate.OutputScaling.Scales[output], surrogate.OutputScaling.Shifts[output]);
        foreach (double[] point in Points)
        {
            double[] says = [.. Networks.Select(network => PlainNetwork.Predict(network, Scaled(surrogate, point))[output])];
            (double mean, double squares) = (0, 0);
            for (int k = 0; k < says.Length; k++)
            {
                mean += Shares[k][output] * says[k];
            }

            for (int k = 0; k < says.Length; k++)
            {
                squares += Shares[k][output] * (says[k] - mean) * (says[k] - mean);
            }

            (double[] outputs, double[] spreads) = Predict(surrogate, point);
            Assert.That(outputs[output], Is.EqualTo(shift + scale * mean).Within(1e-12 * scale));
            Assert.That(spreads[output], Is.EqualTo(scale * Math.Sqrt(squares)).Within(1e-12 * scale));
            var tape = new Evaluation(surrogate, point, variables => variables.Spread.Column(output));
            Assert.That(tape.Values[0, 0], Is.EqualTo(scale * Math.Sqrt(squares + 1e-12)).Within(1e-12 * scale));
        }
    }

    [Test]
    public void The_gradient_is_that_of_dual_numbers([Values(0, 1)] int output)
    {
        Surrogate surrogate = Of(Networks, Shares);
        double[] gradient = new double[2];
        foreach (double[] point in Points)
        {
            surrogate.Value(point, output, gradient);
            for (int j = 0; j < 2; j++)
            {
                double slope = 0;
                for (int k = 0; k < Networks.Length; k++)
                {
                    DualMatrix z = DualMatrix.Of(new Shape(1, 2), Scaled(surrogate, point), [1 - j, j]);
                    slope += Shares[k][output] * OracleNetwork.Apply(Networks[k], z)[0, output].Tangent;
                }

                double wanted = slope * surrogate.OutputScaling.Scales[output] / surrogate.InputScaling.Scales[j];
                Assert.That(gradient[j], Is.EqualTo(wanted).Within(1e-11 * Math.Max(1, Math.Abs(wanted))), $"input {j}");
            }
        }
    }

    [Test]
    public void The_predictor_has_the_bits_of_the_tape_and_rows_do_not_see_each_other()
    {
        foreach (double[][]? shares in (double[][]?[])[Shares, null])
        {
            Surrogate surrogate = Of(Networks, shares);
            double[][] points = [.. Points, [1e5, -1e5], .. Points.Select(point => (double[])[point[1], point[0]])];
            (double[] outputs, double[] spreads) = Predict(surrogate, points);
            for (int i = 0; i < points.Length; i++)
            {
                (double[] alone, double[] apart) = Predict(surrogate, points[i]);
                Assert.That(outputs[(2 * i)..(2 * i + 2)], Is.EqualTo(alone));
                Assert.That(spreads[(2 * i)..(2 * i + 2)], Is.EqualTo(apart));
                Assert.That(alone, Is.EqualTo(new[] { surrogate.Evaluate(points[i], 0, []), surrogate.Evaluate(points[i], 1, []) }));
            }
        }
    }

    /// <summary>Its share is one up to rounding, and it stands for itself, on the tape and beside it.</summary>
    [Test]
    public void A_single_member_is_itself()
    {
        Surrogate surrogate = Of([Networks[1]], [[1 - 1e-10, 1 + 1e-10]]), plain = Of([Networks[1]], null);
        foreach (double[] point in Points)
        {
            Assert.That(Predict(surrogate, point).Outputs, Is.EqualTo(Predict(plain, point).Outputs));
            Assert.That(surrogate.Value(point, 0, []), Is.EqualTo(plain.Value(point, 0, [])));
            Assert.That(Predict(surrogate, point).Spreads, Is.All.Zero);
        }

        Assert.That(surrogate.Share(0, 1), Is.EqualTo(1));
    }

    [Test]
    public void Only_some_share_what_there_is()
    {
        Surrogate some = Of(Networks, Shares).Only(3, 1);
        Assert.That(some.Members, Is.EqualTo(new[] { Networks[3], Networks[1] }));
        for (int output = 0; output < 2; output++)
        {
            double sum = Shares[3][output] + Shares[1][output];
            Assert.That(some.Share(0, output), Is.EqualTo(Shares[3][output] / sum).Within(1e-15));
            Assert.That(some.Share(1, output), Is.EqualTo(Shares[1][output] / sum).Within(1e-15));
        }

        Surrogate none = Of(Networks, [[1, 0], [0, 0], [0, 0], [0, 1]]).Only(0, 1, 2);
        Assert.That(Enumerable.Range(0, 3).Select(k => none.Share(k, 0)), Is.EqualTo(new[] { 1.0, 0, 0 }));
        Assert.That(Enumerable.Range(0, 3).Select(k => none.Share(k, 1)), Is.All.EqualTo(1.0 / 3), "none of them had a share");
        Assert.That(Of(Networks, Shares).Only(2).HasEqualShares);
        Assert.That(Of(Networks, null).Only(2, 1).HasEqualShares);
    }

    [Test]
    public void A_member_without_a_share_has_no_part()
    {
        double[][] shares = Mixed.Shares(Networks.Length, 2, Seed, without: 1);
        Surrogate all = Of(Networks, shares), others = all.Only(0, 2, 3);
        foreach (double[] point in Points)
        {
            (double[] outputs, double[] spreads) = Predict(all, point);
            (double[] wanted, double[] apart) = Predict(others, point);
            Assert.That(outputs, Is.EqualTo(wanted).Within(1e-12));
            Assert.That(spreads, Is.EqualTo(apart).Within(1e-12));
            foreach (int sign in (int[])[1, -1])
            {
                double Worst(Surrogate of) => new Evaluation(of, point, variables => variables.Worst(1, sign)).Values[0, 0];
                Assert.That(Worst(all), Is.EqualTo(Worst(others)), "nor is it the worst");
            }
        }
    }

    private static IEnumerable<TestCaseData> Wrong =>
    [
        new TestCaseData((object)new double[]?[] { [0.5, 0.5], [0.5, 0.5], [0, 0] }).SetArgDisplayNames("too few members"),
        new TestCaseData((object)new double[]?[] { [0.5, 0.5], [0.5, 0.5], [0, 0], [0, 0], [0, 0] }).SetArgDisplayNames("too many members"),
        new TestCaseData((object)new double[]?[] { [1, 1], [0, 0], [0, 0], [0] }).SetArgDisplayNames("an output missing"),
        new TestCaseData((object)new double[]?[] { [1, 1], [0, 0], [0, 0], null }).SetArgDisplayNames("a member's missing"),
        new TestCaseData((object)new double[]?[] { [1.5, 1], [-0.5, 0], [0, 0], [0, 0] }).SetArgDisplayNames("negative"),
        new TestCaseData((object)new double[]?[] { [double.NaN, 1], [1, 0], [0, 0], [0, 0] }).SetArgDisplayNames("NaN"),
        new TestCaseData((object)new double[]?[] { [double.PositiveInfinity, 1], [0, 0], [0, 0], [0, 0] }).SetArgDisplayNames("infinite"),
        new TestCaseData((object)new double[]?[] { [0.5, 1], [0.5, 0], [1e-6, 0], [0, 0] }).SetArgDisplayNames("not one in all"),
        new TestCaseData((object)new double[]?[] { [0.5, 0], [0.5, 0], [0, 0], [0, 0] }).SetArgDisplayNames("nothing of an output"),
    ];

    [TestCaseSource(nameof(Wrong))]
    public void Wrong_shares_are_refused(double[][] shares) => Assert.That(
        () => Of(Networks, shares),
        Throws.ArgumentException.With.Message.Contains("4 members for 2 outputs").And.Property("ParamName").EqualTo("shares"));

    [Test]
    public void Shares_are_copied()
    {
        double[][] shares = Mixed.Shares(Networks.Length, 2, Seed);
        Surrogate surrogate = Of(Networks, shares);
        shares[2][1] = 7;
        Assert.That(surrogate.Share(2, 1), Is.EqualTo(Shares[2][1]));
    }

    [Test]
    public void Members_of_other_inputs_or_outputs_are_refused() => Assert.Multiple(() =>
    {
        foreach (Network<double> other in (Network<double>[])[Mixed.Networks(3, 2, Seed)[2], Mixed.Networks(2, 1, Seed)[2]])
        {
            Assert.That(() => Of([Networks[0], other], null), Throws.ArgumentException.With.Message.Contains("inputs or outputs"));
        }
    });
}
