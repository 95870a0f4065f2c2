using Extremal.Memory;
using Extremal.Optimization;
using Extremal.Optimization.Methods;
using Extremal.Optimization.Regions;
using Extremal.Tests.Optimization.Regions;

namespace Extremal.Tests.Optimization.Methods;

/// <summary>What the method is for: many starts on small smooth networks, in a box, under rows and functions.</summary>
public sealed class TanhNetworkTests
{
    [TestCase(2, 6)]
    [TestCase(4, 6)]
    [TestCase(8, 6)]
    public void NearlyAllStartsConverge(int inputs, int networks) => Sweep(inputs, networks, 40);

    [TestCase(2, 60)]
    [TestCase(3, 60)]
    [TestCase(5, 60)]
    [TestCase(10, 40)]
    [Explicit]
    [Category("Long")]
    public void NearlyAllOfVeryManyStartsConverge(int inputs, int networks) => Sweep(inputs, networks, 200);

    private static void Sweep(int inputs, int networks, int starts)
    {
        (int all, int converged, int trapped, long evaluations) = (0, 0, 0, 0);
        List<string> others = [];
        for (int seed = 0; seed < networks; seed++)
        {
            foreach (int functions in new[] { 0, 1, 3 })
            {
                Random random = new(1000 * inputs + seed);
                TanhFunctions problem = new(random, inputs, functions);
                SequentialQuadratic<double> method = Method(random, problem, seed % 3);
                double[] points = [.. Enumerable.Range(0, starts * inputs).Select(_ => 4 * random.NextDouble() - 2)];
                Minimizer.Run(problem, method, new ReadOnlyMatrix<double>(points, new(starts, inputs)),
                    SequentialQuadraticTests.Cube(inputs, -2, 2), Limits.None);
                for (int i = 0; i < starts; i++)
                {
                    Outcome<double> outcome = method.Outcomes[i];
                    evaluations += outcome.Evaluations;
                    converged += outcome.Reason == StopReason.Converged && method.Violations[i] == 0 ? 1 : 0;
                    trapped += outcome.Reason == StopReason.Infeasible ? 1 : 0;
                    if (outcome.Reason is not (StopReason.Converged or StopReason.Infeasible))
                    {
                        others.Add($"seed {seed}, {functions} functions, start {i}: {outcome} {method.Violations[i]}");
                    }
                }

                all += starts;
            }
        }

        string told = $"{inputs} inputs: {converged} converged, {trapped} ended infeasible, of {all}; "
            + $"{(double)evaluations / all:F1} evaluations a start; {string.Join('\n', others.Take(20))}";
        TestContext.Out.WriteLine(told);
        Assert.That(others, Has.Count.LessThanOrEqualTo(all / 1000), told);
        Assert.That(converged, Is.GreaterThanOrEqualTo(0.97 * all), told);
    }

    /// <summary>Limits that a point of the box meets; rows by kind: none, a linear constraint, an equality.</summary>
    private static SequentialQuadratic<double> Method(Random random, TanhFunctions problem, int kind)
    {
        int inputs = problem.Dimension;
        double[] inside = [.. Enumerable.Range(0, inputs).Select(_ => 3 * random.NextDouble() - 1.5)];
        double[] coefficients = [.. Enumerable.Range(0, inputs).Select(_ => 0.5 + random.NextDouble())];
        double sum = coefficients.Zip(inside, (a, x) => a * x).Sum();
        LinearRows<double> rows = kind == 0 ? LinearRows<double>.None(inputs)
            : PolytopeTests.Rows([coefficients], [kind == 1 ? sum - 0.5 : sum], [kind == 1 ? sum + 0.5 : sum]);
        double[] values = new double[problem.Functions];
        problem.Evaluate(new ReadOnlyMatrix<double>(inside, new(1, inputs)), values,
            new Matrix<double>(new double[values.Length * inputs], new(values.Length, inputs)));
        return new(rows, [.. values[1..].Select((c, k) => k == 1 ? double.NegativeInfinity : c - 0.1)],
            [.. values[1..].Select((c, k) => k == 0 ? double.PositiveInfinity : c + 0.1)], 1e-8);
    }

    /// <summary>Networks n-16-16-1 with tanh, one a function, with gradients.</summary>
    private sealed class TanhFunctions : IObjective<double>
    {
        private const int Width = 16;
        private readonly double[][,] _first;
        private readonly double[][,] _second;
        private readonly double[][] _last;

        public TanhFunctions(Random random, int inputs, int constraints)
        {
            (Dimension, Functions) = (inputs, 1 + constraints);
            double[,] Weights(int rows, int columns)
            {
                double[,] w = new double[rows, columns + 1];
                for (int i = 0; i < w.Length; i++)
                {
                    w[i / (columns + 1), i % (columns + 1)] = (2 * random.NextDouble() - 1) * Math.Sqrt(4.0 / columns);
                }

                return w;
            }

            _first = [.. Enumerable.Range(0, Functions).Select(_ => Weights(Width, inputs))];
            _second = [.. Enumerable.Range(0, Functions).Select(_ => Weights(Width, Width))];
            _last = [.. Enumerable.Range(0, Functions).Select(_ =>
                Enumerable.Range(0, Width).Select(_ => (2 * random.NextDouble() - 1) / Math.Sqrt(Width) * 2).ToArray())];
        }

        public int Dimension { get; }

        public int Functions { get; }

        public void Evaluate(ReadOnlyMatrix<double> points, Span<double> values, Matrix<double> gradients)
        {
            for (int r = 0; r < points.Rows * Functions; r++)
            {
                (double[,] a, double[,] b, double[] c) = (_first[r % Functions], _second[r % Functions], _last[r % Functions]);
                double[] x = points.Row(r / Functions).ToArray();
                double[] h = Layer(a, x), k = Layer(b, h);
                values[r] = c.Zip(k, (p, q) => p * q).Sum();
                double[] dk = [.. c.Select((p, i) => p * (1 - k[i] * k[i]))];
                double[] dh = [.. Back(b, dk).Select((p, i) => p * (1 - h[i] * h[i]))];
                Back(a, dh).CopyTo(gradients.Row(r));
            }
        }

        private static double[] Layer(double[,] w, double[] x)
        {
            double[] y = new double[w.GetLength(0)];
            for (int i = 0; i < y.Length; i++)
            {
                double sum = w[i, x.Length];
                for (int j = 0; j < x.Length; j++)
                {
                    sum += w[i, j] * x[j];
                }

                y[i] = Math.Tanh(sum);
            }

            return y;
        }

        private static double[] Back(double[,] w, double[] dy)
        {
            double[] dx = new double[w.GetLength(1) - 1];
            for (int j = 0; j < dx.Length; j++)
            {
                for (int i = 0; i < dy.Length; i++)
                {
                    dx[j] += w[i, j] * dy[i];
                }
            }

            return dx;
        }
    }
}
