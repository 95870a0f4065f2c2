using System.Numerics;
using Extremal.Certificates;
using Extremal.Networks;
using Extremal.Tests.Oracle;
using static System.FormattableString;

namespace Extremal.Tests.Certificates;

/// <summary>Tries to prove a bound wrong, and holds it to what the plainest bound gives.</summary>
internal static class Falsification
{
    /// <summary>Both directions of one output over every box. How many points were tried.</summary>
    public static long Try<T>(
        Network<T> network, int output, double[] lower, double[] upper, IEnumerable<(double[] Lower, double[] Upper)> boxes, int points,
        string words)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkBounds greatest = NetworkBounds.Of(network, output, 1, lower, upper);
        NetworkBounds least = NetworkBounds.Of(network, output, -1, lower, upper);
        long tried = 0;
        foreach ((double[] low, double[] high) in boxes)
        {
            foreach (int sign in (int[])[1, -1])
            {
                double bound = (sign > 0 ? greatest : least).Upper(low, high);
                Attacks<T> attacks = new Attacks<T>(network, output, sign, low, high, seed: 1).All(points);
                string where = Invariant($"{words}, {sign} over [{Words(low)}] to [{Words(high)}] of [{Words(lower)}] to [{Words(upper)}]");
                RequireUnbroken(attacks, bound, where);
                RequireModest<T>(PlainLayers.Of(network, output, sign), bound, low, high, lower, upper, where);
                tried += attacks.Points;
            }
        }

        return tried;
    }

    private static void RequireUnbroken<T>(Attacks<T> attacks, double bound, string where)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!(attacks.Greatest <= bound))
        {
            string point = Words([.. attacks.Where.Select(double.CreateChecked)]);
            Assert.Fail(Invariant($"{where}: {attacks.Greatest:R} at [{point}] exceeds {bound:R} by {attacks.Greatest - bound:G3}"));
        }

        if (attacks.NotANumber is { } odd && bound < double.PositiveInfinity)
        {
            string point = Words([.. odd.Select(double.CreateChecked)]);
            Assert.Fail(Invariant($"{where}: not a number at [{point}], which {bound:R} does not cover"));
        }
    }

    // At most the interval bound over the box, and twice what the computation may lose over the domain; what the bounds' own rounding in
    // double may lose is some hundreds of times the loss of one computation in double, and at the least numbers a little more than nothing.
    // Where values overflow, plain intervals may be ∞ − ∞, and say nothing.
    private static void RequireModest<T>(
        PlainLayers plain, double bound, double[] low, double[] high, double[] lower, double[] upper, string where)
    {
        double loss = PlainRounding.Of(plain, typeof(T) == typeof(float), lower, upper);
        double own = 1000 * PlainRounding.Of(plain, false, lower, upper) + 1e-200;
        double most = new PlainBounds(plain).Interval(low, high) + 2 * loss + own;
        if (bound > most || (double.IsFinite(loss) && !double.IsFinite(bound)))
        {
            Assert.Fail(Invariant($"{where}: the bound {bound:R} is above that of intervals with rounding, {most:R}"));
        }
    }

    private static string Words(double[] numbers) => string.Join(", ", numbers.Select(number => Invariant($"{number:R}")));
}
