using System.Numerics;
using Extremal.Memory;
using Extremal.Optimization;
using Extremal.Optimization.Methods;
using Extremal.Optimization.Regions;

namespace Extremal.Tests.Optimization.Methods;

/// <summary>Boxes whose width is rounding, of the numbers that their bounds are.</summary>
public sealed class PiecewiseLinearNarrowTests
{
    /// <summary>x falls to the upper end of its few numbers, and |y − 0.25| to its kink, however few they are.</summary>
    [TestCase(1), TestCase(2), TestCase(5), TestCase(100), TestCase(40_000)]
    public void TheOtherCoordinatesAreSearchedAsEver(int numbers)
    {
        Check(0.3, Up(0.3, numbers), 1e-12);
        Check(1e9, Up(1e9, numbers), 1e-12);
        Check(-7.7f, Up(-7.7f, Math.Min(numbers, 100)), 1e-5);
    }

    private static void Check<T>(T lower, T upper, double accuracy) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double low = double.CreateChecked(lower);
        Problem<T> problem = new(2, x => (-3 * (x[0] - low) + Math.Abs(x[1] - 0.25), [-3, x[1] < 0.25 ? -1 : 1]));
        PiecewiseLinear<T> method = new();
        T[] starts = [lower, -T.One, upper, T.One, lower, T.Zero];
        Minimizer.Run(problem, method, new ReadOnlyMatrix<T>(starts, new Shape(3, 2)), new Box<T>([lower, -T.One], [upper, T.One]), Limits.None);
        for (int i = 0; i < 3; i++)
        {
            Assert.That(method.Outcomes[i].Reason, Is.EqualTo(StopReason.Converged), $"start {i} from {lower} to {upper}");
            Assert.That(double.CreateChecked(method.BestPoints[i, 1]), Is.EqualTo(0.25).Within(accuracy), $"start {i}");
            Assert.That(method.BestPoints[i, 0], Is.EqualTo(upper), $"start {i}");
        }
    }

    private static T Up<T>(T number, int times) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < times; i++)
        {
            number = T.BitIncrement(number);
        }

        return number;
    }
}
