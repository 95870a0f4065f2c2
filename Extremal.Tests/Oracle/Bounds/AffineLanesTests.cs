namespace Extremal.Tests.Oracle;

/// <summary>What roundings add up to, where it can be told by hand.</summary>
public sealed class AffineLanesTests
{
    private const double Third = 1.0 / 3;

    private static AffineLanes<double> X => AffineLanes<double>.Argument(Third);

    private static double InLastPlaces(AffineLanes<double> y, WideNumber truth) => y.MostErrorInUnitsOf(truth.Exponent - 52, truth);

    [Test]
    public void One_rounding_is_half_a_unit() =>
        Assert.That(InLastPlaces(X * X, (WideNumber)Third * Third), Is.EqualTo(0.5));

    [Test]
    public void An_exact_step_is_nothing()
    {
        AffineLanes<double> x = X;
        Assert.That(InLastPlaces(x + x, 2 * (WideNumber)Third), Is.Zero);
        Assert.That(InLastPlaces(x - AffineLanes<double>.Of(0.25), (WideNumber)Third - 0.25), Is.Zero);
    }

    [Test]
    public void What_was_lost_and_is_added_again_cancels()
    {
        AffineLanes<double> one = AffineLanes<double>.Of(1.0), x = X, sum = one + x, lost = x - (sum - one);
        WideNumber truth = (WideNumber)1 + Third;
        Assert.That(InLastPlaces(sum, truth), Is.EqualTo(0.5));
        Assert.That(lost.MostErrorInUnitsOf(-53, 0), Is.EqualTo(1), "half a unit of the sum");
        Assert.That((sum + lost).MostErrorInUnitsOf(-53, truth), Is.InRange(0.25, 1), "the last sum alone rounds");
        Assert.That((sum - one + lost).MostErrorInUnitsOf(-53, Third), Is.Zero.Within(1e-9), "nothing does");
    }

    [Test]
    public void Errors_grow_with_their_factors()
    {
        AffineLanes<double> x = X, square = x * x, fourth = square * square;
        WideNumber truth = (WideNumber)Third * Third * Third * Third;

        // Half a unit of x² = 1/9, that is 2⁻⁵⁷, times 2x²; and half a unit of x⁴ = 1/81, 2⁻⁶⁰.
        Assert.That(fourth.MostErrorInUnitsOf(-60, truth), Is.EqualTo(8 * 2.0 / 9 + 1).Within(1e-9));
    }

    [Test]
    public void A_rounding_that_the_argument_only_selects_is_taken_as_it_is()
    {
        AffineLanes<double> n = AffineLanes<double>.RoundedProduct(X, AffineLanes<double>.Of(10.0), out _), y = n * AffineLanes<double>.Of(Third);
        double error = Math.FusedMultiplyAdd(3, Third, -(3 * Third));
        Assert.That(y.MostErrorInUnitsOf(-53, 3 * (WideNumber)Third), Is.EqualTo(Math.Abs(error) * Math.ScaleB(1, 53)));
    }

    [Test]
    public void A_formulas_own_error_counts() =>
        Assert.That(X.MostErrorInUnitsOf(-10, (WideNumber)Third + 1), Is.EqualTo(1024));
}
