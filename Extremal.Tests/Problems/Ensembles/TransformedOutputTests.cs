using Extremal.Certificates;
using Extremal.Data;
using Extremal.Extrema;
using Extremal.Formats;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Problems;
using Extremal.Results;
using Extremal.Tests.Formats;
using Extremal.Tests.Laws;

namespace Extremal.Tests.Problems;

/// <summary>
/// Models whose second output is spoken of by its inverse hyperbolic sine: what they say is the transform of what the same networks say without
/// one, and searches, prices and proofs are of it in the target's unit.
/// </summary>
public sealed class TransformedOutputTests
{
    private const int Bent = 1;

    private static readonly AsinhTransform Transform = new(4, 0.3);
    private static readonly Network<double>[] Networks = [.. Enumerable.Range(1, 3).Select(Create)];
    private static readonly Surrogate Plain = Of(null), Model = Of(Transform);

    private static double[][] Points =>
        [.. Enumerable.Range(0, 30).Select(i => (double[])[-3 + 8 * Halton(i, 2), -4 + 11 * Halton(i, 3)])];

    private static Network<double> Create(int seed) => Network<double>.Create(2, [6], 2, Activation.Tanh, (ulong)seed);

    private static Surrogate Of(AsinhTransform? transform)
    {
        Surrogate one = HandMade.Of(Networks[0]);
        return new Surrogate(Networks, one.InputScaling, new Standardization([7, 3], [12.5, 1.5], [null, transform]), one.Summary);
    }

    private static double Halton(int index, int b)
    {
        (double sum, double digit) = (0, 1.0 / b);
        for (index++; index > 0; index /= b, digit /= b)
        {
            sum += digit * (index % b);
        }

        return sum;
    }

    private static double Tape(Surrogate surrogate, double[] point, Func<DecisionVariables, Extremal.Autodiff.Variable<double>> function) =>
        new Evaluation(surrogate, point, variables => function(variables).Column(Bent)).Values[0, 0];

    [Test]
    public void Values_are_the_transform_of_the_plain_mean()
    {
        foreach (double[] point in Points)
        {
            double wanted = Transform.Invert(Plain.Value(point, Bent, []));
            Assert.That(Model.Value(point, Bent, []), Is.EqualTo(wanted).Within(1e-13 * Math.Abs(wanted)));
            Assert.That(Model.Value(point, 0, []), Is.EqualTo(Plain.Value(point, 0, [])));
            Assert.That(Tape(Model, point, variables => variables.Outputs), Is.EqualTo(wanted).Within(1e-13 * Math.Abs(wanted)));
            double[] members = [.. Enumerable.Range(0, 3).Select(k => Transform.Invert(Plain.Only(k).Value(point, Bent, [])))];
            for (int k = 0; k < 3; k++)
            {
                Assert.That(Tape(Model, point, variables => variables.MemberOutputs[k]), Is.EqualTo(members[k]).Within(1e-12 * Math.Abs(members[k])));
            }

            double worst = new Evaluation(Model, point, variables => variables.Worst(Bent, 1)).Values[0, 0];
            Assert.That(worst, Is.EqualTo(members.Min()).Within(1e-12 * Math.Abs(worst)));
        }
    }

    [Test]
    public void Gradients_are_those_of_differences()
    {
        double[] gradient = new double[2], recorded = new double[2];
        foreach (double[] point in Points)
        {
            Model.Value(point, Bent, gradient);
            new Evaluation(Model, point, variables => variables.Outputs.Column(Bent), differentiated: true).Gradient(1, recorded);
            for (int j = 0; j < 2; j++)
            {
                double At(double by) => Model.Value([.. point.Select((x, i) => i == j ? x + by : x)], Bent, []);
                double difference = (8 * (At(1e-3) - At(-1e-3)) - (At(2e-3) - At(-2e-3))) / 12e-3;
                Assert.That(gradient[j], Is.EqualTo(difference).Within(1e-8 * (1 + Math.Abs(difference))));
                Assert.That(recorded[j], Is.EqualTo(gradient[j]).Within(1e-12 * (1 + Math.Abs(difference))));
            }
        }
    }

    [Test]
    public void The_spread_is_the_plain_one_by_the_slope_and_the_predictor_has_it_too()
    {
        foreach (double[] point in Points)
        {
            double plain = Tape(Plain, point, variables => variables.Spread), slope = Transform.Slope(Plain.Value(point, Bent, []));
            Assert.That(Tape(Model, point, variables => variables.Spread), Is.EqualTo(slope * plain).Within(1e-12 * slope * plain));
            double[] outputs = new double[2], spreads = new double[2];
            new SurrogatePredictor(Model).Predict(
                new ReadOnlyMatrix<double>(point, new Shape(1, 2)), new Matrix<double>(outputs, new Shape(1, 2)), spreads);
            Assert.That(outputs, Is.EqualTo(new[] { Model.Value(point, 0, []), Model.Value(point, Bent, []) }));
            Assert.That(spreads[Bent], Is.EqualTo(slope * plain).Within(1e-5 * slope * plain), "without the trace of a deviation");
        }
    }

    [Test]
    public void A_search_finds_the_plain_extremum_and_a_proof_and_prices_are_of_the_target([Values] bool isMaximum)
    {
        Regressor plain = new(Plain, null), model = new(Model, null);
        Goal goal = isMaximum ? Goal.Maximize(Bent) : Goal.Minimize(Bent);
        Extremum expected = plain.Extremize(goal), found = model.Extremize(goal);
        double wanted = Transform.Invert(expected.Value);
        Assert.That(found.Value, Is.EqualTo(wanted).Within(1e-9 * Math.Abs(wanted)));
        Certificate proof = model.Certify(found, new CertificateOptions { Gap = 1e-4 });
        int sign = isMaximum ? 1 : -1;
        Assert.That(sign * (proof.Bound - found.Value), Is.InRange(0, 1e-4 * 12.5), "gaps are in the target's deviations");
        Assert.That(Points.Select(point => sign * (proof.Bound - Model.Value(point, Bent, []))), Is.All.GreaterThanOrEqualTo(0));
        Assert.That(found.ShadowPrices.Select(price => price.Limit), Is.EqualTo(expected.ShadowPrices.Select(price => price.Limit)));
        foreach ((ShadowPrice price, ShadowPrice before) in found.ShadowPrices.Zip(expected.ShadowPrices))
        {
            double slope = Transform.Slope(expected.Value);
            Assert.That(price.Price, Is.EqualTo(slope * before.Price).Within(1e-6 * Math.Abs(slope * before.Price)));
        }
    }

    [Test]
    public void A_file_keeps_the_transform_and_refuses_one_without_sense()
    {
        var model = new Regressor(Model, null);
        Regressor again = Regressor.Load(new MemoryStream(model.Bytes()));
        Assert.That(again.Surrogate.OutputScaling.Transform(Bent), Is.EqualTo(Transform));
        Assert.That(again.Bytes(), Is.EqualTo(model.Bytes()));
        Assert.That(new EditedFile(new Regressor(Plain, null).Bytes()).Names, Has.No.Member("target.transform"));
        foreach (double width in (double[])[-1, double.NaN, 0])
        {
            EditedFile file = new EditedFile(model.Bytes()).Number("target.transform", 3, width);
            MalformedFileException? refusal = Assert.Throws<MalformedFileException>(() => Regressor.Load(file.ToStream()), $"{width}");
            Assert.That(refusal?.Location, Does.Contain("target.transform"));
        }
    }

    [Test]
    public void Words_say_the_scale()
    {
        Assert.That(Model.DescribeMembers(Bent), Is.EqualTo("the mean of 3 dense networks, on a logarithmic scale of the target"));
        Assert.That(Model.DescribeMembers(0), Is.EqualTo("the mean of 3 dense networks"));
    }
}
