using System.Numerics.Tensors;
using Extremal;
using Extremal.Data;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Optimization;
using Extremal.Optimization.Methods;
using Extremal.Optimization.Regions;
using Extremal.Problems;

namespace Examples.Study;

/// <summary>
/// A Gaussian process: mean zero on standardised targets, one length an input (automatic relevance determination), the kernel of greater
/// marginal likelihood of the squared exponential and Matérn's. Its mean is a network, <see cref="KernelNetwork"/>, so that whatever
/// searches networks searches it.
/// </summary>
internal sealed class GaussianProcess
{
    /// <summary>
    /// The least and greatest length, in standard deviations of an input, and noise variance, in that of the signal. Less noise than the
    /// least would leave C without a factor.
    /// </summary>
    private const double Shortest = 0.02, Longest = 400, LeastNoise = 1e-9, MostNoise = 10;

    /// <summary>A likelihood's logarithm that is this near to its greatest is as good as that.</summary>
    private const double Tolerance = 0.02;

    private const int MostSteps = 100;

    /// <summary>Where descents begin: the likeliest of these lengths, in units of √inputs, for each noise.</summary>
    private static readonly double[] StartLengths = [0.25, 0.5, 1, 2, 4], StartNoises = [1e-6, 1e-3, 1e-1];

    private static readonly Activation[] Kernels =
        [Activation.Of("squaredExponential", default(SquaredExponential)), Activation.Of("matern", default(Matern))];

    private readonly double[] _columns;
    private readonly MarginalLikelihood _likelihood;

    private GaussianProcess(Dataset data, Activation kernel, double[] columns, MarginalLikelihood likelihood, double[] best)
    {
        (_columns, Lengths) = (columns, [.. best.SkipLast(1).Select(Math.Exp)]);
        (_likelihood, Kernel, Data, Rows) = (likelihood, kernel, data, ApplicabilityDomain.Of(data));
        LogLikelihood = -likelihood.Evaluate(best, []);
        NoiseRatio = Math.Exp(best[^1]);
        var (inputs, outputs) = (Standardization.Of(data.InputColumns), Standardization.Of(data.TargetColumns));
        Mean = new Surrogate(KernelNetwork.Of(columns, Lengths, likelihood.Weights, kernel), inputs, outputs, data.Summary);
    }

    public Dataset Data { get; }

    /// <summary>What the rows cover.</summary>
    public ApplicabilityDomain Rows { get; }

    /// <summary>What it expects at a point.</summary>
    public Surrogate Mean { get; }

    /// <summary>The marginal likelihood's, of the standardised targets.</summary>
    public double LogLikelihood { get; }

    /// <summary>κ, of the squared distance in lengths.</summary>
    public Activation Kernel { get; }

    /// <summary>One an input, in its standard deviations.</summary>
    public double[] Lengths { get; }

    /// <summary>Of the standardised targets.</summary>
    public double SignalVariance => _likelihood.SignalVariance;

    /// <summary>The noise's variance in that of the signal.</summary>
    public double NoiseRatio { get; }

    /// <summary>Learns from rows.</summary>
    public static GaussianProcess Fit(Dataset data) => Kernels.Select(kernel => Fit(data, kernel)).MaxBy(process => process.LogLikelihood)!;

    public static GaussianProcess Fit(Dataset data, Activation kernel)
    {
        var (inputs, output) = (Standardization.Of(data.InputColumns), Standardization.Of(data.TargetColumns));
        var (rows, dimension) = (data.RowCount, data.InputColumns.Count);
        var (columns, targets) = (new double[rows * dimension], new double[rows]);
        for (var row = 0; row < rows; row++)
        {
            for (var i = 0; i < dimension; i++) { columns[i * rows + row] = inputs.Apply(i, data.Inputs[row, i]); }
            targets[row] = output.Apply(0, data.Targets[row, 0]);
        }

        var likelihood = new MarginalLikelihood(columns, targets, kernel);
        return new GaussianProcess(data, kernel, columns, likelihood, Likeliest(likelihood, dimension));
    }

    /// <summary>What it expects at many points.</summary>
    public double[] Predict(double[][] points)
    {
        var (scaled, values) = (new double[points.Length * Mean.Inputs], new double[points.Length]);
        for (var row = 0; row < points.Length; row++)
        {
            Mean.InputScaling.Apply<double>(points[row], scaled.AsSpan(row * Mean.Inputs, Mean.Inputs));
        }

        new Predictor<double>(Mean.Network) { MaxDegreeOfParallelism = 1 }.Predict(
            new ReadOnlyMatrix<double>(scaled, new Shape(points.Length, Mean.Inputs)),
            new Matrix<double>(values, new Shape(points.Length, 1)));
        return Array.ConvertAll(values, value => Mean.OutputScaling.Invert(0, value));
    }

    /// <summary>How far from <see cref="Mean"/> the function may be at a point, noise not counted: a standard deviation, in its unit.</summary>
    public double Deviation(double[] point)
    {
        var rows = Data.RowCount;
        var (squares, difference) = (new double[rows], new double[rows]);
        for (var k = 0; k < point.Length; k++)
        {
            TensorPrimitives.Subtract(_columns.AsSpan(k * rows, rows), Mean.InputScaling.Apply(k, point[k]), difference);
            TensorPrimitives.Divide(difference, Lengths[k], difference);
            TensorPrimitives.MultiplyAdd(difference, difference, squares, squares);
        }

        var tape = new Extremal.Autodiff.Tape<double>();
        var kernel = tape.Record(Kernel.Operation<double>(), tape.Input(Slice<double>.Copy(squares, new Shape(rows, 1))));
        double[] covariances = [.. kernel.Value.Span[..rows]];
        _likelihood.Factor.SolveLower(covariances);
        var share = Math.Max(0, 1 - TensorPrimitives.SumOfSquares<double>(covariances));
        return Math.Sqrt(SignalVariance * share) * Mean.OutputScaling.Scales[0];
    }

    private static double[] Likeliest(MarginalLikelihood likelihood, int dimension)
    {
        double[][] starts = [.. StartNoises.Select(noise => StartLengths.Select(length => Start(length, noise)).MinBy(Value)!)];
        var method = new Lbfgsb<double>(Tolerance, MostSteps);
        double[] low = [.. Enumerable.Repeat(Math.Log(Shortest), dimension), Math.Log(LeastNoise)];
        double[] high = [.. Enumerable.Repeat(Math.Log(Longest), dimension), Math.Log(MostNoise)];
        Minimizer.Run(
            likelihood, method,
            new ReadOnlyMatrix<double>([.. starts.SelectMany(start => start)], new Shape(starts.Length, likelihood.Dimension)),
            new Box<double>(low, high), Limits.None);
        return [.. method.BestPoints.Row(Math.Max(method.BestStart, 0))];

        double[] Start(double length, double noise) =>
            [.. Enumerable.Repeat(Math.Log(length * Math.Sqrt(dimension)), dimension), Math.Log(noise)];

        double Value(double[] start) => likelihood.Evaluate(start, []) is var value && double.IsNaN(value) ? double.PositiveInfinity : value;
    }
}
