namespace Examples.Study;

/// <summary>Sums of four wells, -Σᵢ αᵢ exp(-Σⱼ Aᵢⱼ (xⱼ - Pᵢⱼ)²) (Hartman 1973).</summary>
internal static class Hartmann
{
    private static readonly double[] Alpha = [1, 1.2, 3, 3.2];

    public static Problem Three { get; } = new(
        "Hartmann-3", Problem.Cube(3, 0, 1), Aim.Minimize, -3.862779787333, [0.114588880, 0.555648895, 0.852546985],
        Wells(
            [[3, 10, 30], [0.1, 10, 35], [3, 10, 30], [0.1, 10, 35]],
            [[3689, 1170, 2673], [4699, 4387, 7470], [1091, 8732, 5547], [381, 5743, 8828]]));

    public static Problem Six { get; } = new(
        "Hartmann-6", Problem.Cube(6, 0, 1), Aim.Minimize, -3.322368011416,
        [0.201689509, 0.150010695, 0.476873971, 0.275332429, 0.311651619, 0.657300534],
        Wells(
            [[10, 3, 17, 3.5, 1.7, 8], [0.05, 10, 17, 0.1, 8, 14], [3, 3.5, 1.7, 10, 17, 8], [17, 8, 0.05, 10, 0.1, 14]],
            [[1312, 1696, 5569, 124, 8283, 5886], [2329, 4135, 8307, 3736, 1004, 9991],
                [2348, 1451, 3522, 2883, 3047, 6650], [4047, 8828, 8732, 5743, 1091, 381]]))
    {
        PublishedBest = new Dictionary<int, double> { [50] = -2.084, [100] = -2.323, [250] = -2.372 },
    };

    /// <summary>The wells lie at 10⁻⁴ P.</summary>
    private static Func<double[], double> Wells(double[][] a, double[][] p) => x =>
    {
        var sum = 0.0;
        for (var i = 0; i < Alpha.Length; i++)
        {
            var distance = 0.0;
            for (var j = 0; j < x.Length; j++) { distance += a[i][j] * Math.Pow(x[j] - 1e-4 * p[i][j], 2); }
            sum -= Alpha[i] * Math.Exp(-distance);
        }

        return sum;
    };
}
