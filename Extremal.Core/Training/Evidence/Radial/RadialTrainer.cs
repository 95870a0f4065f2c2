using Extremal.Kernels.Functions;
using Extremal.Kernels.Functions.Elementary;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Optimization;
using Extremal.Optimization.Methods;
using Extremal.Optimization.Regions;

namespace Extremal.Training.Evidence;

/// <summary>
/// Trains a radial network for one target: the lengths and the noise are where the marginal likelihood of some hundred rows is greatest, the
/// last layer is solved from all rows.
/// </summary>
internal static class RadialTrainer
{
    /// <summary>The most units, and the most rows whose likelihood is asked for: its time grows with their third power.</summary>
    public const int MostCentres = 400;

    /// <summary>The functions that units may have.</summary>
    public static readonly Activation[] Kinds = [Activation.RadialGaussian, Activation.RadialMatern];

    private const int Steps = 200;
    private const double Tolerance = 1e-5;

    // Of log ℓ⁻² and of log η, in deviations of inputs and targets.
    private const double Least = -12, Greatest = 8, LeastNoise = -23, GreatestNoise = 3;

    // log ℓ⁻² and log η: from short lengths to long ones, with little noise and with much. With the first two alone the median R² of the
    // six-hump camel at 50 rows was 0.987 instead of 0.9997.
    private static readonly (double Scale, double Noise)[] Starts = [(-1, -4.6), (-3, -9.2), (-2, -2.3), (-5, -6.9), (0.5, -9.2)];

    /// <summary>The likeliest lengths and noise for units of one kind.</summary>
    /// <param name="samples">Of one target.</param>
    /// <param name="centres">The rows that are centres, and whose likelihood counts.</param>
    /// <param name="units">The units' function.</param>
    public static RadialLengths Likeliest(Samples<double> samples, int[] centres, Activation units) =>
        Likeliest(samples.Take(centres), units, StartPoints(samples.Inputs.Shape.Columns));

    /// <summary>The likeliest lengths and noise that a search from others finds.</summary>
    /// <param name="samples">Of one target, all of them centres.</param>
    /// <param name="from">Where it begins, and the kind of units.</param>
    public static RadialLengths Likeliest(Samples<double> samples, RadialLengths from) => Likeliest(samples, from.Units, from.Point);

    private static double[][] StartPoints(int inputs) =>
        [.. Starts.Select(start => (double[])[.. Enumerable.Repeat(start.Scale, inputs), start.Noise])];

    private static RadialLengths Likeliest(Samples<double> samples, Activation units, params double[][] starts)
    {
        (double[] point, double value) = units.Equals(Activation.RadialMatern)
            ? Likeliest<RadialMatern>(samples, starts)
            : Likeliest<RadialGaussian>(samples, starts);
        return new RadialLengths(units, -value, point);
    }

    /// <summary>The last layer for lengths and noise.</summary>
    public static RadialFit Fit(Samples<double> samples, int[] centres, RadialLengths lengths) => lengths.Units.Equals(Activation.RadialMatern)
        ? Fit<RadialMatern>(samples, centres, lengths)
        : Fit<RadialGaussian>(samples, centres, lengths);

    private static RadialFit Fit<F>(Samples<double> samples, int[] centres, RadialLengths lengths) where F : struct, IElementwiseFunction
    {
        RadialSolution<F> solution = Solve<F>(samples, centres, lengths.Point);
        return new RadialFit(lengths.Units, Scales(lengths.Point), samples.Take(centres).Inputs, solution.Coefficients)
        {
            LeftOut = solution.LeftOut,
            LeftOutVariances = solution.LeftOutVariances,
            NoiseVariance = solution.NoiseVariance,
            Posterior = solution.Posterior(),
        };
    }

    /// <summary>
    /// What is missed of each row without it, with lengths and noise that were found without its fold, too: those that all rows chose miss each
    /// of them by too little.
    /// </summary>
    /// <param name="samples">Of one target.</param>
    /// <param name="centres">The rows that are centres.</param>
    /// <param name="isLeftOut">Whether a row is in the fold.</param>
    /// <param name="point">The variables that all rows chose, from which the search goes on.</param>
    /// <returns>y − ŷ and its variance; they mean something for the rows of the fold.</returns>
    public static (double[] Missed, double[] Variances) LeaveOut<F>(
        Samples<double> samples, int[] centres, Func<int, bool> isLeftOut, double[] point) where F : struct, IElementwiseFunction
    {
        int[] others = [.. centres.Where(row => !isLeftOut(row))];
        double[] own = others.Length > 0 ? Likeliest<F>(samples.Take(others), point).Point : point;
        RadialSolution<F> without = Solve<F>(samples, centres, own);
        return (without.LeftOut, without.LeftOutVariances);
    }

    private static (double[] Point, double Value) Likeliest<F>(Samples<double> samples, params double[][] starts)
        where F : struct, IElementwiseFunction
    {
        var likelihood = new RadialLikelihood<F>(samples);
        int inputs = samples.Inputs.Shape.Columns;
        double[] lower = [.. Enumerable.Repeat(Least, inputs), LeastNoise], upper = [.. Enumerable.Repeat(Greatest, inputs), GreatestNoise];
        var method = new Lbfgsb<double>(Tolerance, Steps);
        var points = new ReadOnlyMatrix<double>(starts.SelectMany(start => start).ToArray(), new Shape(starts.Length, inputs + 1));
        Minimizer.Run(likelihood, method, points, new Box<double>(lower, upper), Limits.None);
        double[] point = method.BestPoints.Row(Math.Max(0, method.BestStart)).ToArray();
        return (point, likelihood.Evaluate(point));
    }

    private static RadialSolution<F> Solve<F>(Samples<double> samples, int[] centres, double[] point) where F : struct, IElementwiseFunction =>
        new(samples, centres, Scales(point), Scalar.Exp(point[^1]));

    // 1/ℓ of each input.
    private static double[] Scales(double[] point) => [.. point[..^1].Select(log => Math.Sqrt(Scalar.Exp(log)))];

    /// <summary>
    /// A fit as a network. u = x/ℓ; with t at least every |c| of the centres, (u − c)² = ½(1 − c/t)(u + t)² + ½(1 + c/t)(u − t)² + c² − t²
    /// is a convex combination of two squares, so that lines that bound the squares bound the sums as tightly as they would bound (u − c)².
    /// </summary>
    /// <param name="fit">Of one target.</param>
    public static Network<double> Build(RadialFit fit)
    {
        (int rows, int inputs) = (fit.Centres.Shape.Rows, fit.Centres.Shape.Columns);
        var network = new Network<double>(
            inputs, new Layer(2 * inputs, Activation.Square), new Layer(rows, fit.Units), new Layer(1, Activation.Identity));
        Matrix<double> first = network.Layers[0].Weight.Matrix, second = network.Layers[1].Weight.Matrix, centres = fit.Centres.Matrix;
        Span<double> shifts = network.Layers[0].Bias.Span, offsets = network.Layers[1].Bias.Span;
        for (int j = 0; j < inputs; j++)
        {
            double t = Reach(fit, j);
            (first[j, 2 * j], first[j, 2 * j + 1]) = (fit.Scales[j], fit.Scales[j]);
            (shifts[2 * j], shifts[2 * j + 1]) = (t, -t);
            for (int i = 0; i < rows; i++)
            {
                double c = centres[i, j] * fit.Scales[j];
                (second[2 * j, i], second[2 * j + 1, i]) = (0.5 - 0.5 * c / t, 0.5 + 0.5 * c / t);
                offsets[i] += c * c - t * t;
            }
        }

        fit.Coefficients.CopyTo(network.Layers[2].Weight.Span);
        network.Weights.Touch();
        return network;
    }

    /// <summary>A network of that form, of one unit, whose output is 0.</summary>
    public static Network<double> Nothing(int inputs, Activation units) =>
        new(inputs, new Layer(2 * inputs, Activation.Square), new Layer(1, units), new Layer(1, Activation.Identity));

    private static double Reach(RadialFit fit, int input)
    {
        double reach = 0;
        for (int i = 0; i < fit.Centres.Shape.Rows; i++)
        {
            reach = Math.Max(reach, Math.Abs(fit.Centres.Matrix[i, input] * fit.Scales[input]));
        }

        return reach > 0 ? reach : 1;
    }
}
