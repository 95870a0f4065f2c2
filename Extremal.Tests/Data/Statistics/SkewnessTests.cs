using Extremal.Data;
using Extremal.Memory;

namespace Extremal.Tests.Data;

/// <summary>The third moment beside its definition; the others are tested by what datasets say of their columns.</summary>
public sealed class SkewnessTests
{
    private static double Skewness(double[] numbers, params double[] weights)
    {
        var values = new ReadOnlyMatrix<double>(numbers, new Shape(numbers.Length, 1));
        return Moments.Skewness(values, 0, weights, Moments.Observe("x", values, 0, weights));
    }

    [Test]
    public void It_is_its_definition_and_has_no_unit()
    {
        double expected = (-8 - 1 + 27) / 3.0 / Math.Pow(14.0 / 3, 1.5);
        Assert.That(Skewness([1, 2, 6]), Is.EqualTo(expected).Within(1e-14));
        Assert.That(Skewness([-1e9, -2e9, -6e9]), Is.EqualTo(-expected).Within(1e-14));
        Assert.That(Skewness([1, 2, 3]), Is.Zero.Within(1e-15));
    }

    [Test]
    public void A_weight_is_so_many_rows_and_equal_numbers_have_none()
    {
        Assert.That(Skewness([1, 2, 6, 99], 2, 1, 1, 0), Is.EqualTo(Skewness([1, 1, 2, 6])).Within(1e-14));
        Assert.That(Skewness([5, 5]), Is.Zero);
    }
}
