namespace Extremal.Tests.Optimization.Problems;

/// <summary>
/// The engineering functions (Surjanovic and Bingham, Virtual Library of Simulation Experiments), each input scaled to [0, 1] by its usual
/// range, both ways.
/// </summary>
internal static class EngineeringProblems
{
    private static readonly (double, double)[] BoreholeBox =
        [(0.05, 0.15), (100, 50000), (63070, 115600), (990, 1110), (63.1, 116), (700, 820), (1120, 1680), (9855, 12045)];

    private static readonly (double, double)[] WingBox =
        [(150, 200), (220, 300), (6, 10), (-10, 10), (16, 45), (0.5, 1), (0.08, 0.18), (2.5, 6), (1700, 2500), (0.025, 0.08)];

    private static readonly (double, double)[] CircuitBox = [(50, 150), (25, 70), (0.5, 3), (1.2, 2.5), (0.25, 1.2), (50, 300)];

    private static readonly (double, double)[] PistonBox =
        [(30, 60), (0.005, 0.020), (0.002, 0.010), (1000, 5000), (90000, 110000), (290, 296), (340, 360)];

    public static IReadOnlyList<TestProblem> All { get; } =
    [
        Scaled("borehole", BoreholeBox, 7.819676328755, 1, Borehole),
        Scaled("borehole, greatest", BoreholeBox, -309.5755876604, -1, Borehole),
        Scaled("wing weight", WingBox, 123.2536717009, 1, Wing), Scaled("wing weight, greatest", WingBox, -517.6650489225, -1, Wing),
        Scaled("OTL circuit", CircuitBox, 2.603714845847, 1, Circuit),
        Scaled("OTL circuit, greatest", CircuitBox, -9.601342642320, -1, Circuit),
        Scaled("piston", PistonBox, 0.1642288491625, 1, Piston), Scaled("piston, greatest", PistonBox, -1.199011223443, -1, Piston),
    ];

    private static TestProblem Scaled(
        string name, (double Low, double High)[] box, double optimum, int sign,
        Func<double[], (double Value, double[] Gradient)> function) => new(
        name, [.. box.Select((_, i) => 0.4 + 0.02 * i)], new double[box.Length], [.. box.Select(_ => 1.0)], optimum, u =>
        {
            (double value, double[] gradient) = function([.. u.Select((v, i) => box[i].Low + v * (box[i].High - box[i].Low))]);
            return (sign * value, [.. gradient.Select((g, i) => sign * g * (box[i].High - box[i].Low))]);
        });

    private static (double, double[]) Borehole(double[] x)
    {
        (double rw, double r, double tu, double hu, double tl, double hl, double l, double kw) =
            (x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7]);
        double log = Math.Log(r / rw), leak = 2 * l * tu / (rw * rw * kw), below = log * (1 + tu / tl) + leak;
        double value = 2 * Math.PI * tu * (hu - hl) / below, per = -value / below, head = value / (hu - hl);
        return (value,
        [
            per * (-(1 + tu / tl) / rw - 2 * leak / rw), per * (1 + tu / tl) / r, value / tu + per * (log / tl + leak / tu), head,
            per * -log * tu / (tl * tl), -head, per * leak / l, per * -leak / kw,
        ]);
    }

    private static (double, double[]) Wing(double[] x)
    {
        (double s, double fuel, double a, double sweep, double q, double taper, double tc, double n, double gross, double paint) =
            (x[0], x[1], x[2], x[3] * Math.PI / 180, x[4], x[5], x[6], x[7], x[8], x[9]);
        double cos = Math.Cos(sweep);
        double main = 0.036 * Math.Pow(s, 0.758) * Math.Pow(fuel, 0.0035) * Math.Pow(a / (cos * cos), 0.6) * Math.Pow(q, 0.006)
            * Math.Pow(taper, 0.04) * Math.Pow(100 * tc / cos, -0.3) * Math.Pow(n * gross, 0.49);
        return (main + s * paint,
        [
            0.758 * main / s + paint, 0.0035 * main / fuel, 0.6 * main / a, (1.2 - 0.3) * main * Math.Tan(sweep) * Math.PI / 180,
            0.006 * main / q, 0.04 * main / taper, -0.3 * main / tc, 0.49 * main / n, 0.49 * main / gross, s,
        ]);
    }

    private static (double, double[]) Circuit(double[] x)
    {
        (double b1, double b2, double f, double c1, double c2, double gain) = (x[0], x[1], x[2], x[3], x[4], x[5]);
        double total = b1 + b2, vb = 12 * b2 / total, g = gain * (c2 + 9), below = g + f;
        double first = (vb + 0.74) * g / below, second = 11.35 * f / below, third = 0.74 * f * g / (below * c1);
        // By g and by f, with everything else as it is; g holds c2 and the gain.
        double dg = (vb + 0.74) * f / (below * below) - 11.35 * f / (below * below) + 0.74 * f * f / (below * below * c1);
        double df = -(vb + 0.74) * g / (below * below) + 11.35 * g / (below * below) + 0.74 * g * g / (below * below * c1);
        double dvb = g / below;
        return (first + second + third,
            [-dvb * vb / total, dvb * 12 * b1 / (total * total), df, -third / c1, dg * gain, dg * (c2 + 9)]);
    }

    private static (double, double[]) Piston(double[] x)
    {
        (double m, double s, double v0, double k, double p0, double ta, double t0) = (x[0], x[1], x[2], x[3], x[4], x[5], x[6]);
        double a = p0 * s + 19.62 * m - k * v0 / s, b = p0 * v0 * ta / t0, root = Math.Sqrt(a * a + 4 * k * b);
        double v = s / (2 * k) * (root - a), stiff = k + s * s * b / (v * v), value = 2 * Math.PI * Math.Sqrt(m / stiff);
        double[] da = [19.62, p0 + k * v0 / (s * s), -k / s, -v0 / s, s, 0, 0];
        double[] db = [0, 0, b / v0, 0, b / p0, b / ta, -b / t0];
        double[] dx = new double[7];
        for (int i = 0; i < 7; i++)
        {
            double inside = 2 * a * da[i] + 4 * k * db[i] + (i == 3 ? 4 * b : 0);
            double dv = s / (2 * k) * (inside / (2 * root) - da[i]) + (i == 1 ? v / s : i == 3 ? -v / k : 0);
            double dStiff = s * s * db[i] / (v * v) - 2 * s * s * b * dv / (v * v * v)
                + (i == 1 ? 2 * s * b / (v * v) : i == 3 ? 1 : 0);
            dx[i] = -value / 2 * dStiff / stiff + (i == 0 ? value / (2 * m) : 0);
        }

        return (value, dx);
    }
}
