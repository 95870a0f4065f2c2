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

    private const int Steps = 200;
    private const double Tolerance = 1e-5;

    // Of log ℓ⁻² and of log η, in deviations of inputs and targets.
    private const double Least = -12, Greatest = 8, LeastNoise = -23, GreatestNoise = 3;

    // Two starts, log ℓ⁻² and log η: short lengths with much noise, long ones with little.
    private static readonly (double Scale, double Noise)[] Starts = [(-1, -4.6), (-3, -9.2)];

    /// <summary>Lengths and noise for units of one kind.</summary>
    /// <param name="samples">Of one target.</param>
    /// <param name="centres">The rows that are centres, and whose likelihood counts.</param>
    /// <param name="units">The units' function.</param>
    /// <typeparam name="F">The same.</typeparam>
    public static RadialFit Fit<F>(Samples<double> samples, int[] centres, Activation units) where F : struct, IElementwiseFunction
    {
        Samples<double> chosen = samples.Take(centres);
        var likelihood = new RadialLikelihood<F>(chosen);
        int inputs = samples.Inputs.Shape.Columns, dimension = inputs + 1;
        double[] lower = [.. Enumerable.Repeat(Least, inputs), LeastNoise], upper = [.. Enumerable.Repeat(Greatest, inputs), GreatestNoise];
        double[] starts = [.. Starts.SelectMany(start => (double[])[.. Enumerable.Repeat(start.Scale, inputs), start.Noise])];
        var method = new Lbfgsb<double>(Tolerance, Steps);
        Minimizer.Run(
            likelihood, method, new ReadOnlyMatrix<double>(starts, new Shape(Starts.Length, dimension)), new Box<double>(lower, upper), Limits.None);
        double[] point = method.BestPoints.Row(Math.Max(0, method.BestStart)).ToArray();
        double value = likelihood.Evaluate(point);
        double[] scales = [.. point[..inputs].Select(log => Math.Sqrt(Scalar.Exp(log)))];
        var solution = new RadialSolution<F>(samples, centres, scales, Scalar.Exp(point[^1]));
        return new RadialFit(units, -value, scales, chosen.Inputs, solution.Coefficients)
        {
            LeftOut = solution.LeftOut,
            LeftOutVariances = solution.LeftOutVariances,
            NoiseVariance = solution.NoiseVariance,
            Posterior = solution.Posterior,
        };
    }

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
