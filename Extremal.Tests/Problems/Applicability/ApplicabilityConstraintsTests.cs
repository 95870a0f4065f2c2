using System.Globalization;
using Extremal.Autodiff;
using Extremal.Data;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Problems;
using Extremal.Problems.Constraints;
using Extremal.Tests.Examples;

namespace Extremal.Tests.Problems;

[Parallelizable(ParallelScope.All)]
public sealed class ApplicabilityConstraintsTests
{
    private static Surrogate Surrogate(Dataset data) => new(
        new Network<double>(data.InputColumns.Count, new Layer(data.TargetColumns.Count, Activation.Identity)),
        Standardization.Of(data.InputColumns), Standardization.Of(data.TargetColumns), data.Summary);

    /// <summary>c(x) at each point and ∂c/∂z, z in the network's scale.</summary>
    private static (double[] Values, double[] Gradients) Evaluate(Constraint constraint, Surrogate surrogate, double[][] points)
    {
        var shape = new Shape(points.Length, surrogate.Inputs);
        Slice<double> z = Slice<double>.Zeros(shape), dz = Slice<double>.Zeros(shape);
        for (int i = 0; i < points.Length; i++)
        {
            surrogate.InputScaling.Apply(points[i], z.Matrix.Row(i));
        }

        var tape = new Tape<double>();
        Variable<double> value = constraint.Expression(new DecisionVariables(tape.Watch(z, dz), surrogate));
        Assert.That(value.Shape, Is.EqualTo(new Shape(points.Length, 1)));
        tape.Backward(value);
        return (value.Value.Span.ToArray(), dz.Span.ToArray());
    }

    private static Dataset Concrete { get; } = ReadConcrete();

    /// <summary>examples/data/concrete.csv: 1030 rows, grouped by mix.</summary>
    private static Dataset ReadConcrete()
    {
        string[] lines = File.ReadAllLines(Path.Combine(ExtremizeProgram.Root, "examples", "data", "concrete.csv"));
        double[][] rows =
            [.. lines.Skip(1).Select(line => Array.ConvertAll(line.Split(','), cell => double.Parse(cell, CultureInfo.InvariantCulture)))];
        string[] names = lines[0].Split(',');
        return Dataset.Create([.. rows.Select(row => row[..8])], [.. rows.Select(row => row[8])], names[..8], names[8]).GroupBy(names[..7]);
    }

    private static IEnumerable<TestCaseData> Data =>
    [
        new TestCaseData(ApplicabilityDomainTests.Draw(10)).SetArgDisplayNames("random"),
        new TestCaseData(ApplicabilityDomainTests.Draw(11, rows: 300, inputs: 6)).SetArgDisplayNames("random, in groups"),
        new TestCaseData(ApplicabilityDomainTests.Draw(12, rows: 3000, inputs: 2)).SetArgDisplayNames("more rows than the tape takes"),
        new TestCaseData(ApplicabilityDomainTests.Draw(14, rows: 12, inputs: 2)).SetArgDisplayNames("few rows"),
        new TestCaseData(Concrete).SetArgDisplayNames("concrete"),
    ];

    /// <summary>Rows with noise of all sizes, points of the box: what meets both constraints is inside, and not nothing meets them.</summary>
    [TestCaseSource(nameof(Data))]
    public void A_point_that_meets_the_constraints_is_inside(Dataset data)
    {
        ApplicabilityDomain coverage = ApplicabilityDomain.Of(data);
        Surrogate surrogate = Surrogate(data);
        const int Seed = 3;
        double[][] points = Points(data, 3000, Seed);
        Verdict[] verdicts = Array.ConvertAll(points, point => coverage.At(point).Verdict);
        foreach (double share in (double[])[0.2, 0.5, 0.95])
        {
            IReadOnlyList<Constraint> constraints = coverage.Constraints(share);
            double[][] values = [.. constraints.Select(constraint => Evaluate(constraint, surrogate, points).Values)];
            int met = 0;
            for (int i = 0; i < points.Length; i++)
            {
                if (constraints.Select((constraint, k) => values[k][i] <= constraint.High).All(holds => holds))
                {
                    met++;
                    Assert.That(verdicts[i], Is.EqualTo(Verdict.Inside), $"seed {Seed}, share {share}, point {i}");
                }
            }

            Assert.That(met, Is.GreaterThan(points.Length / 50), $"share {share}");
        }
    }

    private static double[][] Points(Dataset data, int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            double[] row = data.Inputs.Row(random.Next(data.RowCount)).ToArray();
            double noise = Math.Pow(10, -3 * random.NextDouble());
            return (double[])[.. row.Select((x, j) => i % 3 == 0
                ? data.InputColumns[j].Minimum + random.NextDouble() * (data.InputColumns[j].Maximum - data.InputColumns[j].Minimum)
                : x + noise * data.InputColumns[j].StandardDeviation * (2 * random.NextDouble() - 1))];
        })];
    }

    [TestCaseSource(nameof(Data))]
    public void The_constraints_are_the_distances(Dataset data)
    {
        ApplicabilityDomain coverage = ApplicabilityDomain.Of(data);
        double[][] points = Points(data, 200, 4), z = ApplicabilityOracle.Deviations(data);
        Constraint[] constraints = [.. coverage.Constraints(0.9)];
        double[] centre = Evaluate(constraints[0], Surrogate(data), points).Values;
        double[] nearest = Evaluate(constraints[1], Surrogate(data), points).Values;
        Assert.That(Math.Sqrt(constraints[0].High), Is.EqualTo(coverage.CentreDistances!.Quantile(0.9)).Within(1e-12).Percent);
        Assert.That(Math.Sqrt(constraints[1].High), Is.EqualTo(coverage.NeighbourDistances!.Quantile(0.9)).Within(1e-12).Percent);
        for (int i = 0; i < points.Length; i++)
        {
            Support support = coverage.At(points[i]);
            Assert.That(centre[i], Is.EqualTo(Math.Pow(support.CentreDistance, 2)).Within(1e-10 * (1 + centre[i])));
            double least = Math.Pow(support.NeighbourDistance!.Value, 2);
            Assert.That(nearest[i], Is.GreaterThanOrEqualTo(least - 1e-10 * constraints[1].High), "never less than the true distance");
            if (data.RowCount <= 2000)
            {
                Assert.That(nearest[i], Is.LessThanOrEqualTo(least + 0.2 * constraints[1].High * (1 + 1e-9)), "nor much more");
            }
        }
    }

    [TestCaseSource(nameof(Data))]
    public void Gradients_agree_with_differences(Dataset data)
    {
        Surrogate surrogate = Surrogate(data);
        double[][] points = Points(data, 12, 5);
        foreach (Constraint constraint in ApplicabilityDomain.Of(data).Constraints(0.9))
        {
            double[] gradients = Evaluate(constraint, surrogate, points).Gradients;
            for (int i = 0; i < points.Length; i++)
            {
                for (int j = 0; j < surrogate.Inputs; j++)
                {
                    double step = 1e-6 * data.InputColumns[j].StandardDeviation;
                    double[] up = [.. points[i]], down = [.. points[i]];
                    up[j] += step;
                    down[j] -= step;
                    double[] both = Evaluate(constraint, surrogate, [up, down]).Values;
                    Assert.That(
                        gradients[i * surrogate.Inputs + j],
                        Is.EqualTo((both[0] - both[1]) / 2e-6).Within(1e-3 * Math.Max(1, Math.Abs(both[0]))),
                        $"{constraint.Description}, point {i}, input {j}");
                }
            }
        }
    }

    [Test]
    public void Singular_data_are_kept_inside_by_constraints_and_relations()
    {
        var random = new Random(6);
        double[][] rows = [.. Enumerable.Range(0, 150).Select(_ =>
        {
            double a = random.NextDouble(), b = random.NextDouble() * (1 - a);
            return (double[])[a, 3, b, 1 - a - b];
        })];
        Dataset data = Dataset.Create(rows, new double[150]);
        ApplicabilityDomain coverage = ApplicabilityDomain.Of(data);
        IReadOnlyList<Constraint> constraints = coverage.Constraints(0.9);
        int met = 0;
        for (int k = 0; k < 2000; k++)
        {
            double a = random.NextDouble(), b = random.NextDouble() * (1 - a);
            double[] point = [a, 3, b, 1 - a - b];
            if (constraints.All(constraint => Evaluate(constraint, Surrogate(data), [point]).Values[0] <= constraint.High))
            {
                met++;
                Assert.That(coverage.At(point).Verdict, Is.EqualTo(Verdict.Inside), $"point {k}");
            }
        }

        Assert.That(met, Is.GreaterThan(500));
        Assert.That(coverage.Relations.Single().Description, Is.EqualTo("x0 + x2 + x3 = 1"));
    }

    [Test]
    public void Without_rows_there_is_the_centre_alone()
    {
        Dataset data = ApplicabilityDomainTests.Draw(10);
        Constraint constraint = ApplicabilityDomain.Of(data.Summary).Constraints().Single();
        Assert.That(constraint.High, Is.EqualTo(4).Within(1e-12), "the mean of the squared distances is the number of inputs");
        Assert.That(constraint.ToString(), Does.StartWith("squared distance from the data's centre ≤ "));
    }

    [Test]
    public void The_concrete_data_are_as_they_are_known()
    {
        ApplicabilityDomain coverage = ApplicabilityDomain.Of(Concrete);
        Assert.That(coverage.CentreDistances!.Quantile(0.95), Is.EqualTo(4.40).Within(0.01));
        Assert.That(coverage.CentreDistances.Maximum, Is.EqualTo(6.43).Within(0.01));
        Assert.That(coverage.Relations, Is.Empty);
        Column[] inputs = [.. Concrete.InputColumns];
        double[] corners = [.. Enumerable.Range(0, 256).Select(corner => coverage.At(
            [.. inputs.Select((c, j) => c.Mean + 2 * c.StandardDeviation * ((corner >> j & 1) == 0 ? -1 : 1))]).CentreDistance).Order()];
        Assert.That(corners[0], Is.EqualTo(4.67).Within(0.01));
        Assert.That((corners[127] + corners[128]) / 2, Is.EqualTo(11.2).Within(0.1));
    }
}
