using Extremal.Data;
using Extremal.Memory;

namespace Extremal.Tests.Data;

public sealed class StandardizationTests
{
    [Test]
    public void Columns_get_mean_0_and_deviation_1()
    {
        Dataset data = Dataset.Create([[2, 7], [4, 7], [4, 7], [4, 7], [5, 7], [5, 7], [7, 7], [9, 7]], new double[8]);
        Standardization map = Standardization.Of(data.InputColumns);
        Assert.That(map.Columns, Is.EqualTo(2));
        Assert.That(map.Shifts.ToArray(), Is.EqualTo(new double[] { 5, 7 }));
        Assert.That(map.Scales.ToArray(), Is.EqualTo(new double[] { 2, 1 }), "a column of equal values keeps its scale");
        float[] scaled = new float[2];
        map.Apply(data.Inputs.Row(0), scaled.AsSpan());
        Assert.That(scaled, Is.EqualTo(new[] { -1.5f, 0 }));
        Assert.That((map.Apply(0, 9), map.Invert(0, 2)), Is.EqualTo((2.0, 9.0)));
    }

    [Test]
    public void None_changes_nothing()
    {
        Standardization none = Standardization.None(3);
        double[] user = [0.1, -1e99, 5e-324], scaled = new double[3], back = new double[3];
        none.Apply<double>(user, scaled);
        none.Invert<double>(scaled, back);
        Assert.That(scaled, Is.EqualTo(user));
        Assert.That(back, Is.EqualTo(user));
    }

    [Test]
    public void There_and_back_stays_within_the_stated_bound()
    {
        const double U = 1.0 / (1L << 53), UFloat = 1.0 / (1L << 24);
        int moved = 0;
        for (int seed = 0; seed < 2000; seed++)
        {
            var random = new Random(seed);
            double shift = Draw(random), scale = Math.Abs(Draw(random)), user = shift + scale * (random.NextDouble() - 0.5) * 8;
            var map = new Standardization([shift], [scale]);
            double back = map.Invert(0, map.Apply(0, user));
            float[] single = new float[1];
            double[] fromSingle = new double[1];
            map.Apply([user], single.AsSpan());
            map.Invert<float>(single, fromSingle);
            double distance = Math.Abs(user - shift), bound = 3 * U * (distance + Math.Abs(user));
            Assert.That(Math.Abs(back - user), Is.LessThanOrEqualTo(bound), $"seed {seed}");
            Assert.That(Math.Abs(fromSingle[0] - user), Is.LessThanOrEqualTo(bound + distance * UFloat), $"seed {seed}");
            moved += back != user ? 1 : 0;
        }

        Assert.That(moved, Is.GreaterThan(0), "if nothing moved, bounds would need no state of their own");

        static double Draw(Random random) => (random.NextDouble() * 2 - 1) * Math.Pow(10, random.Next(-6, 7));
    }

    [Test]
    public void Rows_of_a_matrix_are_mapped_like_single_rows()
    {
        var map = new Standardization([1, -2, 0.1], [3, 0.7, 11]);
        double[] user = [1, 2, 3, 4, 5, 6], back = new double[6], row = new double[3];
        float[] scaled = new float[6], single = new float[3];
        var shape = new Shape(2, 3);
        map.Apply(new ReadOnlyMatrix<double>(user, shape), new Matrix<float>(scaled, shape));
        map.Invert(new ReadOnlyMatrix<float>(scaled, shape), new Matrix<double>(back, shape));
        for (int i = 0; i < 2; i++)
        {
            map.Apply(user.AsSpan(3 * i, 3), single.AsSpan());
            map.Invert<float>(single, row);
            Assert.That(scaled.AsSpan(3 * i, 3).ToArray(), Is.EqualTo(single));
            Assert.That(back.AsSpan(3 * i, 3).ToArray(), Is.EqualTo(row));
        }
    }

    [Test]
    public void A_large_mean_is_taken_off_before_the_rounding()
    {
        var map = new Standardization([1e6], [10]);
        float[] scaled = new float[1];
        map.Apply([1e6 + 12.34], scaled.AsSpan());
        Assert.That(scaled[0], Is.EqualTo(1.234).Within(1e-7));
    }

    [Test]
    public void Mistakes_are_told()
    {
        Assert.That(
            () => new Standardization([1], [1, 2]),
            Throws.ArgumentException.With.Message.EqualTo(
                "Standardization got 1 shifts and 2 scales; it wants equally many, and at least one."));
        foreach (double scale in new[] { 0, -1, double.NaN, double.PositiveInfinity })
        {
            Assert.That(
                () => new Standardization([1, 1], [1, scale]),
                Throws.ArgumentException.With.Message.EqualTo(FormattableString.Invariant(
                    $"Standardization got shift 1 and scale {scale} for column 1 (counted from 0); ")
                    + "it wants finite numbers and a positive scale."));
        }

        Assert.That(() => new Standardization([double.NaN], [1]), Throws.ArgumentException.With.Message.Contains("shift NaN"));
        Assert.That(() => Standardization.None(0), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => Standardization.Of([]), Throws.ArgumentException);
        Standardization map = Standardization.None(2);
        Assert.That(
            () => map.Apply<double>([1, 2, 3], new double[2]),
            Throws.ArgumentException.With.Message.EqualTo(
                "Standardization.Apply got 3 numbers and room for 2; it wants 2 of both, one a column."));
        Assert.That(
            () => map.Invert<float>([1, 2], new double[1]),
            Throws.ArgumentException.With.Message.EqualTo(
                "Standardization.Undo got 2 numbers and room for 1; it wants 2 of both, one a column."));
        Assert.That(
            () => map.Apply(new ReadOnlyMatrix<double>(new double[6], new Shape(2, 3)), new Matrix<double>(new double[6], new Shape(2, 3))),
            Throws.ArgumentException.With.Message.EqualTo(
                "Standardization.Apply got 2 × 3 and room for 2 × 3; it wants the same shape twice, of 2 columns."));
        Assert.That(
            () => map.Invert(new ReadOnlyMatrix<double>(new double[6], new Shape(3, 2)), new Matrix<double>(new double[4], new Shape(2, 2))),
            Throws.ArgumentException);
    }
}
