using static System.Math;

namespace Examples.Study;

/// <summary>
/// Formulas that engineers fit surrogates to, each over its usual box: water through a borehole (Harper and Gupta 1983), a push-pull
/// circuit and a piston (Ben-Ari and Steinberg 2007), the weight of a wing (Forrester, Sóbester and Keane 2008). Most of their optima
/// are corners.
/// </summary>
internal static class Engineering
{
    public static Problem Borehole { get; } = new(
        "borehole", [(0.05, 0.15), (100, 50000), (63070, 115600), (990, 1110), (63.1, 116), (700, 820), (1120, 1680), (9855, 12045)],
        Aim.Maximize, 309.57558766, [0.15, 100, 115600, 1110, 116, 700, 1120, 12045], Flow);

    public static Problem OtlCircuit { get; } = new(
        "OTL circuit", [(50, 150), (25, 70), (0.5, 3), (1.2, 2.5), (0.25, 1.2), (50, 300)],
        Aim.Maximize, 9.6013426423, [50, 70, 3, 1.2, 0.25, 50], Voltage);

    public static Problem Piston { get; } = new(
        "piston", [(30, 60), (0.005, 0.020), (0.002, 0.010), (1000, 5000), (90000, 110000), (290, 296), (340, 360)],
        Aim.Minimize, 0.16422884916, [30, 0.020, 0.002, 5000, 110000, 290, 360], CycleTime);

    public static Problem WingWeight { get; } = new(
        "wing weight",
        [(150, 200), (220, 300), (6, 10), (-10, 10), (16, 45), (0.5, 1), (0.08, 0.18), (2.5, 6), (1700, 2500), (0.025, 0.08)],
        Aim.Minimize, 123.25367170, [150, 220, 6, 0, 16, 0.5, 0.18, 2.5, 1700, 0.025], Weight);

    /// <summary>Cubic metres a year.</summary>
    private static double Flow(double[] x)
    {
        var (well, influence, upperFlow, upperHead, lowerFlow, lowerHead, length, conductivity) =
            (x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7]);
        var log = Log(influence / well);
        var resistance = 1 + 2 * length * upperFlow / (log * well * well * conductivity) + upperFlow / lowerFlow;
        return 2 * PI * upperFlow * (upperHead - lowerHead) / (log * resistance);
    }

    /// <summary>Volts at the midpoint.</summary>
    private static double Voltage(double[] x)
    {
        var (b1, b2, f, c1, c2, gain) = (x[0], x[1], x[2], x[3], x[4], x[5]);
        var load = gain * (c2 + 9);
        return (12 * b2 / (b1 + b2) + 0.74) * load / (load + f) + 11.35 * f / (load + f) + 0.74 * f * load / ((load + f) * c1);
    }

    /// <summary>Seconds a cycle.</summary>
    private static double CycleTime(double[] x)
    {
        var (mass, surface, volume, spring, pressure, ambient, filling) = (x[0], x[1], x[2], x[3], x[4], x[5], x[6]);
        var force = pressure * surface + 19.62 * mass - spring * volume / surface;
        var gas = surface / (2 * spring) * (Sqrt(force * force + 4 * spring * pressure * volume / filling * ambient) - force);
        return 2 * PI * Sqrt(mass / (spring + surface * surface * pressure * volume / filling * ambient / (gas * gas)));
    }

    /// <summary>Pounds.</summary>
    private static double Weight(double[] x)
    {
        var (area, fuel, aspect, sweep, pressure, taper, thickness, load, gross, paint) =
            (x[0], x[1], x[2], x[3] * PI / 180, x[4], x[5], x[6], x[7], x[8], x[9]);
        return 0.036 * Pow(area, 0.758) * Pow(fuel, 0.0035) * Pow(aspect / Pow(Cos(sweep), 2), 0.6) * Pow(pressure, 0.006)
            * Pow(taper, 0.04) * Pow(100 * thickness / Cos(sweep), -0.3) * Pow(load * gross, 0.49) + area * paint;
    }
}
