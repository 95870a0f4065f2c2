using System.Numerics;
using Extremal.Kernels;
using Extremal.Kernels.Functions;
using Extremal.Tests.Oracle;

namespace Extremal.Tests.Kernels.Functions;

/// <summary>
/// A function whose accuracy the README publishes, in units in the last place: the greatest error of all floats (sine and cosine up to
/// 10⁵), and in double the greatest that was found, and the bound: what its roundings add up to at most.
/// </summary>
/// <param name="Name">As the oracle has it.</param>
/// <param name="Low">Between here and <paramref name="High"/> something happens; most points lie here, and those of sine and cosine all.</param>
/// <param name="High">See <paramref name="Low"/>.</param>
/// <param name="Float">The greatest error in float.</param>
/// <param name="Found">The greatest error found in double.</param>
/// <param name="FoundAt">Where.</param>
/// <param name="Bound">The bound in double.</param>
/// <param name="BoundAt">Where the roundings add up to it.</param>
internal abstract record ElementaryFunction(
    string Name, double Low, double High, double Float, double Found, double FoundAt, double Bound, double BoundAt)
{
    public static IReadOnlyList<ElementaryFunction> All { get; } =
    [
        //                  from   to    float found at                      bound at
        new Of<Exp>("Exp", -746, 710, 0.77, 0.79, -708.7557993419268, 0.84, -708.742992122544),
        new Of<Expm1Probe>("Expm1", -40, 710, 1.37, 1.62, 0.34689036604517715, 1.68, 0.3465735902799727),
        new Of<Log>("Log", 0, 4, 0.84, 0.87, 0.7070914997942926, 0.92, 0.6420127083439054),
        new Of<Log1p>("Log1p", -1, 4, 0.84, 0.87, -0.29361277220466386, 0.92, -0.35798788113489455),
        new Of<Tanh>("Tanh", -20.5, 20.5, 1.99, 2.00, 18.714920135146542, 2.82, 18.264413489698565),
        new Of<Asinh>("Asinh", -1e300, 1e300, 1.72, 1.76, 0.25202304919646434, 1.82, 0.25261229982010663),
        new Of<Sine>("Sin", -1e9, 1e9, 1.29, 1.30, 2.356049942788469, 1.30, 0.7853981633974486),
        new Of<CosineProbe>("Cos", -1e9, 1e9, 1.28, 1.30, -14.936819120712558, 1.30, 951226301.4513267),
        new Of<ErfProbe>("Erf", -6.1, 6.1, 1.41, 1.60, 1.0012815978149638, 1.89, 1.000000000000001),
        new Of<Sigmoid>("Sigmoid", -746, 40, 1.94, 1.96, -9.01154671026091, 1.97, -35.66796159621254),
        new Of<Softplus>("Softplus", -746, 40, 1.55, 1.59, -1.2865808006320205, 1.64, -1.2586915494460333),
        new Of<SiLU>("SiLU", -755, 40, 3.08, 3.43, -7.568989036964141, 3.46, -7.568679866104121),
        new Of<GELU>("GELU", -39, 9, 6.47, 7.90, -1.821095706588208, 9.33, -1.820678662355122),
        new Of<RadialGaussian>("RadialGaussian", -1420, 1492, 0.77, 0.79, 1417.5115986838537, 0.84, 1417.485984245088),
        new Of<RadialMatern>("RadialMatern", -40, 115000, 3.91, 4.02, 39484.03490316207, 4.36, 39113.42609024175),
    ];

    /// <summary>What the function declares of its errors.</summary>
    public abstract Curve Curve { get; }

    /// <summary>The true value to some 90 bits.</summary>
    public Func<double, WideNumber> Truth { get; } = TrueValues.Of(Name);

    public abstract void Apply(float[] x, float[] y);

    public abstract void Apply(double[] x, double[] y);

    /// <summary>The value with all that rounding may do to it.</summary>
    public abstract AffineLanes<T> Value<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>The derivative likewise.</summary>
    public abstract AffineLanes<T> Slope<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Arguments of every magnitude, those where something happens more than others.</summary>
    public IEnumerable<double> Points(int count, int seed)
    {
        var random = new Random(seed);
        (double low, double high) = (Math.Max(Low, -10), Math.Min(High, 10));
        for (int i = 0; i < count;)
        {
            double x = (i % 4) switch
            {
                0 => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)),
                1 => (random.Next(2) * 2 - 1) * Math.Pow(2, 6 - 18 * random.NextDouble()),
                2 => low + (high - low) * random.NextDouble(),
                _ => Low + (High - Low) * random.NextDouble(),
            };
            if (x > Low && x < High && x != 0)
            {
                i++;
                yield return x;
            }
        }
    }

    /// <summary>The exponent of the true value's last place in <typeparamref name="T"/>.</summary>
    public static int LastPlace<T>(WideNumber truth) =>
        typeof(T) == typeof(float) ? Math.Max(-126, truth.Exponent) - 23 : Math.Max(-1022, truth.Exponent) - 52;

    /// <summary>How far a result is from the true value, in units in its last place; an infinity is right where no double is as large.</summary>
    public static double Ulps(double y, WideNumber truth) =>
        double.IsFinite(y) ? Math.Abs((y - truth).InUnitsOf(LastPlace<double>(truth)))
        : (truth.Magnitude - double.MaxValue).Sign > 0 && double.IsInfinity(y) && Math.Sign(y) == truth.Sign ? 0 : double.PositiveInfinity;

    public sealed override string ToString() => Name;

    private sealed record Of<F>(
        string Name, double Low, double High, double Float, double Found, double FoundAt, double Bound, double BoundAt)
        : ElementaryFunction(Name, Low, High, Float, Found, FoundAt, Bound, BoundAt) where F : struct, IElementwiseFunction
    {
        public override Curve Curve => ((IElementwiseFunction)default(F)).Curve;

        public override void Apply(float[] x, float[] y) => Pointwise.Apply<float, F>(default, x, y);

        public override void Apply(double[] x, double[] y) => Pointwise.Apply<double, F>(default, x, y);

        public override AffineLanes<T> Value<T>(T x) => default(F).Value<AffineLanes<T>, T>(AffineLanes<T>.Argument(x));

        public override AffineLanes<T> Slope<T>(T x)
        {
            AffineLanes<T> argument = AffineLanes<T>.Argument(x);
            return default(F).Derivative<AffineLanes<T>, T>(argument, default(F).Value<AffineLanes<T>, T>(argument));
        }
    }
}
