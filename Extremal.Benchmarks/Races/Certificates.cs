using System.Diagnostics;
using System.Globalization;
using Extremal.Certificates;
using Extremal.Problems;
using Extremal.Results;
using Extremal.Tests.Extrema;
using Extremal.Training;

namespace Extremal.Benchmarks;

/// <summary>
/// The quick command <c>certificates</c>: what a proof costs. First the networks whose maximum was proven elsewhere, on one thread, closed to
/// 10⁻⁴: <c>proof NETWORK MEDIAN BOXES EXCESS</c>, the time in milliseconds, the excess that of the bound over that maximum. Then networks trained on
/// a wavy function of 2 to 8 inputs, with weak and strong L2: <c>gap INPUTS WIDTH L2 RMSE AFTER-0.1 AFTER-1 AFTER-10 BOXES SECONDS</c>, the gaps and
/// the error at new points in per cent of the output's standard deviation, on all processors.
/// </summary>
internal static class Certificates
{
    private const int Turns = 31;
    private const int Rows = 2000;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);
    private static readonly double[] Moments = [0.1, 1, 10];

    /// <summary>Prints every line.</summary>
    /// <returns>The program's exit code: 1 if a bound was below a proven maximum.</returns>
    public static int Run()
    {
        bool all = true;
        foreach (string name in (string[])["branin-tanh", "diet-tanh", "peaks-relu"])
        {
            all &= Prove(GoldenExtremum.Read(name));
        }

        foreach (int inputs in (int[])[2, 4, 6, 8])
        {
            foreach (int width in (int[])[16, 32, 64])
            {
                foreach (double l2 in (double[])[1e-5, 1e-3])
                {
                    Close(inputs, width, l2);
                }
            }
        }

        return all ? 0 : 1;
    }

    private static bool Prove(GoldenExtremum golden)
    {
        double[] times = new double[Turns];
        Certificate? proof = null;
        for (int turn = 0; turn < Turns; turn++)
        {
            long start = Stopwatch.GetTimestamp();
            var options = new CertificateOptions { Gap = 1e-4, MaxDegreeOfParallelism = 1 };
            proof = new BranchAndBound(golden.Surrogate, golden.Box, Goal.Maximize(), options).Run();
            times[turn] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(times);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"proof {golden.Name} {times[Turns / 2]:F2} {proof!.Boxes} {proof.Bound - golden.Maximum:E1}"));
        return proof.Bound >= golden.Maximum;
    }

    private static void Close(int inputs, int width, double l2)
    {
        var training = new TrainingOptions { Hidden = [width, width], L2 = l2, Epochs = 100, Validation = 0, Patience = null };
        Regressor model = Regressor.Train(TrainedNetworks.Waves(inputs, Rows, 1), training);
        double error = Extremal.Data.Accuracy.Of(Measured(model, inputs, out double[] predicted), predicted).Rmse;
        var options = new CertificateOptions { TimeLimit = Longest, MaxBoxes = long.MaxValue };
        Certificate proof = model.Maximize(certify: options).Certificate!;
        double sigma = model.Summary.TargetColumns[0].StandardDeviation;
        IEnumerable<string> gaps = Moments.Select(moment => Percent(GapAt(proof, moment)));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"gap {inputs} {width}-{width} {l2} {Percent(error / sigma)} {string.Join(' ', gaps)} {proof.Boxes} {proof.Elapsed.TotalSeconds:F2}"));
    }

    private static double[] Measured(Regressor model, int inputs, out double[] predicted)
    {
        Extremal.Data.Dataset fresh = TrainedNetworks.Waves(inputs, Rows, 1, design: 2);
        predicted = new double[Rows];
        model.Predict(fresh.Inputs.Span, predicted);
        return fresh.Targets.Span.ToArray();
    }

    // The last that was known by then.
    private static double GapAt(Certificate proof, double seconds) =>
        proof.History.Where(now => now.Elapsed.TotalSeconds <= seconds).Select(now => now.Gap).DefaultIfEmpty(double.PositiveInfinity).Last();

    private static string Percent(double share) => (100 * share).ToString("G3", CultureInfo.InvariantCulture);
}
