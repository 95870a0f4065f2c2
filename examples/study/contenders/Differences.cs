using System.Diagnostics;
using Extremal;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;
using MathNet.Numerics.Optimization.ObjectiveFunctions;

namespace Examples.Study;

/// <summary>
/// What a program without gradients of the network would do: MathNet.Numerics' BFGS-B on its predictions, from 20 starts in the unit cube.
/// </summary>
internal static class Differences
{
    private const int Starts = 20;
    private const double Tolerance = 1e-7;
    private const int MostIterations = 500;

    public static Answer Of(Problem problem, Regressor model, double scale, ulong seed)
    {
        var began = Stopwatch.GetTimestamp();
        var inputs = problem.Inputs;
        var (best, least, evaluations) = (new double[inputs], double.PositiveInfinity, 0L);
        var (zero, one) = (Vector<double>.Build.Dense(inputs, 0), Vector<double>.Build.Dense(inputs, 1));
        foreach (var start in Sample.Design(problem, Starts, seed))
        {
            var differences = new ForwardDifferenceGradientObjectiveFunction(ObjectiveFunction.Value(Value), zero, one);
            try
            {
                new BfgsBMinimizer(Tolerance, Tolerance, Tolerance, MostIterations)
                    .FindMinimum(differences, zero, one, Vector<double>.Build.Dense(inputs, i => ToUnit(problem, i, start[i])));
            }
            catch (Exception end) when (end is OptimizationException or ArgumentException)
            {
                // It gives up where its line search finds no way down, or its matrix has become singular; what it evaluated until then counts.
            }
        }

        return new Answer(best, problem.Sign * least * scale, evaluations, Stopwatch.GetElapsedTime(began));

        double Value(Vector<double> unit)
        {
            var point = new double[inputs];
            for (var i = 0; i < inputs; i++) { point[i] = FromUnit(problem, i, unit[i]); }
            var value = problem.Sign * model.Predict(point) / scale;
            evaluations++;
            if (value < least && Inside(unit)) { (best, least) = (point, value); }
            return value;
        }
    }

    private static bool Inside(Vector<double> unit) => unit.Minimum() >= 0 && unit.Maximum() <= 1;

    private static double ToUnit(Problem problem, int input, double value) =>
        (value - problem.Low[input]) / (problem.High[input] - problem.Low[input]);

    private static double FromUnit(Problem problem, int input, double unit) =>
        unit == 1 ? problem.High[input] : problem.Low[input] + (problem.High[input] - problem.Low[input]) * unit;
}
