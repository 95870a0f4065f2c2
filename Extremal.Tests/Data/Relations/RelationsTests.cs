using Extremal.Data;

namespace Extremal.Tests.Data;

public sealed class RelationsTests
{
    private static Dataset Make(int rows, int seed, Func<Random, double[]> row, params string[] names)
    {
        var random = new Random(seed);
        double[][] inputs = [.. Enumerable.Range(0, rows).Select(_ => row(random))];
        return Dataset.Create(inputs, new double[rows], names.Length == 0 ? null : names);
    }

    private static string[] Found(Dataset data) => [.. Relations.Of(data).Linear.Select(relation => relation.Description)];

    [Test]
    public void Independent_inputs_have_no_relation()
    {
        Dataset data = Make(50, 1, r => [r.NextDouble(), 1e6 + r.NextDouble(), 1e-6 * r.NextDouble()]);
        Assert.That(Found(data), Is.Empty);
        Assert.That(Relations.Of(data).Constant, Is.Empty);
    }

    [Test]
    public void Parts_add_up_to_one()
    {
        Dataset data = Make(200, 2, r =>
        {
            (double a, double b, double c) = (r.NextDouble(), r.NextDouble(), r.NextDouble());
            double sum = a + b + c;
            return [a / sum, b / sum, r.NextDouble(), c / sum];
        }, "cement", "water", "age", "sand");
        Relation relation = Relations.Of(data).Linear.Single();
        Assert.That(relation.Description, Is.EqualTo("cement + water + sand = 1"));
        Assert.That(relation.Columns, Is.EqualTo(new[] { 0, 1, 3 }));
        Assert.That(relation.Coefficients.ToArray(), Is.EqualTo(new double[] { 1, 1, 1 }));
        Assert.That(relation.Value, Is.EqualTo(1));
        Assert.That(relation.Sum([0.5, 0.25, 77, 0.25]), Is.EqualTo(1));
        Assert.That(() => relation.Sum([1, 2, 3]), Throws.ArgumentException);
    }

    [Test]
    public void Every_kind_of_relation_is_written_simply()
    {
        (string Wanted, Func<Random, double[]> Row)[] cases =
        [
            ("x2 = 2·x1 + 5", r => { double b = r.NextDouble(); return [r.NextDouble(), b, 2 * b + 5]; }),
            ("x1 = x0", r => { double a = 1e5 * r.NextDouble(); return [a, a]; }),
            ("x1 = 1000·x0 − 273", r => { double a = r.NextDouble(); return [a, 1000 * a - 273]; }),
            ("2·x2 = 3·x0 − x1", r => { double a = r.NextDouble(), b = r.NextDouble(); return [a, b, 1.5 * a - b / 2]; }),
            ("x0 + x1 = 100", r => { double a = r.Next(0, 101); return [a, 100 - a]; }),
            ("x3 = x0 + x1 + x2", r => { int a = r.Next(9), b = r.Next(9), c = r.Next(9); return [a, b, c, a + b + c]; }),
            ("x1 = 3.141592654·x0", r => { double a = r.NextDouble(); return [a, Math.PI * a]; }),
            ("20·x1 = 7·x0", r => { double a = r.NextDouble(); return [a, 0.35 * a]; }),
        ];
        foreach ((string wanted, Func<Random, double[]> row) in cases)
        {
            for (int seed = 0; seed < 5; seed++)
            {
                Assert.That(Found(Make(60, seed, row)), Is.EqualTo(new[] { wanted }), $"seed {seed}");
            }
        }
    }

    [Test]
    public void Several_relations_are_told_apart()
    {
        Dataset data = Make(80, 3, r =>
        {
            (double a, double b, double e) = (r.NextDouble() / 2, r.NextDouble() / 2, r.NextDouble());
            return [a, b, 1 - a - b, e, 7, 2 * e - 1];
        });
        Assert.That(Found(data), Is.EqualTo(new[] { "x0 + x1 + x2 = 1", "x5 = 2·x3 − 1" }));
        Assert.That(Relations.Of(data).Constant.Select(column => column.Name), Is.EqualTo(new[] { "x4" }));
    }

    [Test]
    public void The_way_of_writing_with_fewer_terms_is_chosen()
    {
        // Two totals of which one has a part more: the difference of the two is shorter than the second sum.
        double[] Row(Random r)
        {
            (double a, double b, double c, double d) = (r.NextDouble(), r.NextDouble(), r.NextDouble(), r.NextDouble());
            return [a + b + c, a + b + c + d, a, b, c, d];
        }

        Assert.That(Found(Make(80, 4, Row)), Is.EqualTo(new[] { "x4 = x0 − x2 − x3", "x5 = x1 − x0" }));
        Assert.That(Found(Make(80, 4, r => [.. Row(r).Reverse()])), Is.EqualTo(new[] { "x5 = x1 + x2 + x3", "x5 = x4 − x0" }));
    }

    [Test]
    public void That_a_row_has_one_label_is_no_relation_but_that_two_categories_go_together_is()
    {
        var random = new Random(5);
        string[] kinds = [.. Enumerable.Range(0, 60).Select(_ => "abc".Substring(random.Next(3), 1))];
        double[] sand = [.. kinds.Select(_ => random.NextDouble())];
        Input[] inputs = [Input.Category("kind", kinds), Input.Number("sand", sand), Input.Number("gravel", [.. sand.Select(share => 1 - share)])];
        Assert.That(Found(Dataset.Create(inputs, new double[60])), Is.EqualTo(new[] { "sand + gravel = 1" }));
        Input maker = Input.Category("maker", [.. kinds.Select(kind => kind == "c" ? "north" : "south")]);
        Assert.That(
            Found(Dataset.Create([.. inputs, maker], new double[60])), Is.EqualTo(new[] { "sand + gravel = 1", "kind=c + maker=south = 1", "maker=south = kind=a + kind=b" }));
    }

    [Test]
    public void What_holds_only_nearly_is_no_relation()
    {
        Dataset rounded = Make(100, 6, r =>
        {
            double a = r.NextDouble(), b = r.NextDouble() * (1 - a);
            return [Math.Round(a, 3), Math.Round(b, 3), Math.Round(1 - a - b, 3)];
        });
        Assert.That(Found(rounded), Is.Empty);
        Dataset singles = Make(100, 7, r => { float a = r.NextSingle(), b = 0.3f * r.NextSingle(); return [a, b, 1f - a - b]; });
        Assert.That(Found(singles), Is.Empty);
    }

    /// <summary>Few rows keep relations by accident: n different ones span n − 1 directions at most.</summary>
    [Test]
    public void Few_rows_testify_to_nothing()
    {
        for (int rows = 1; rows <= 5; rows++)
        {
            Dataset data = Make(rows, rows, r => [r.NextDouble(), r.NextDouble(), r.NextDouble(), r.NextDouble()]);
            Assert.That(Found(data), Is.Empty, $"{rows} rows");
        }

        double[][] twice = [[1, 2, 3], [1, 2, 3], [2, 5, 1], [2, 5, 1], [3, 3, 3], [3, 3, 3]];
        Assert.That(Found(Dataset.Create(twice, new double[6])), Is.Empty);
    }

    /// <summary>Random relations with small whole coefficients are found, and every row keeps what is said.</summary>
    [Test]
    public void Whatever_is_planted_is_found()
    {
        for (int seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            int n = random.Next(2, 8);
            double[] scales = [.. Enumerable.Range(0, n).Select(_ => Math.Pow(10, random.Next(-3, 4)))];
            int[] coefficients = [.. Enumerable.Range(0, n).Select(_ => random.Next(-4, 5))];
            double offset = random.Next(-3, 4);
            Dataset data = Make(40 + n, seed, r =>
            {
                double[] x = [.. scales.Select(scale => scale * (r.NextDouble() + 2))];
                return [.. x, x.Zip(coefficients, (value, a) => a * value).Sum() + offset];
            });
            if (coefficients.All(a => a == 0))
            {
                continue;
            }

            Relation relation = Relations.Of(data).Linear.Single();
            double sign = relation.Coefficients[^1];
            int[] taking = [.. Enumerable.Range(0, n).Where(j => coefficients[j] != 0), n];
            Assert.That(relation.Columns, Is.EqualTo(taking), $"seed {seed}");
            double[] wanted = [.. taking.Select(j => j == n ? 1.0 : -coefficients[j])];
            Assert.That(relation.Coefficients.ToArray(), Is.EqualTo(wanted), $"seed {seed}: {relation}");
            Assert.That(relation.Value, Is.EqualTo(offset), $"seed {seed}: {relation}, sign {sign}");
        }
    }
}
