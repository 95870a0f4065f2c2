using System.Globalization;

namespace Extremal.Benchmarks;

/// <summary>
/// The quick command <c>ratios</c>: products of matrices beside the machine's peak and beside OpenBLAS, one line each, in GFLOP/s.
/// One thread works, or two where the line's name says so, beside twice the peak. The contenders take turns, so that a busy machine is
/// fair to each.
/// </summary>
internal static class Ratios
{
    private static readonly (int Rows, int Columns, int Depth, string Name)[] Shapes =
    [
        (512, 512, 512, "512"), (1024, 1024, 1024, "1024"), (2048, 2048, 2048, "2048"), (256, 256, 256, "256"), (128, 128, 128, "128"),
        (64, 64, 64, "64"), (1000, 64, 64, "1000x64x64"), (256, 64, 64, "256x64x64"), (256, 64, 4, "256x64x4"),
    ];

    /// <summary>Prints every line whose name contains all of the given words.</summary>
    /// <returns>The program's exit code: 2 if there is no such line.</returns>
    public static int Run(string[] words)
    {
        OpenBlas? blas = OpenBlas.Load();
        Console.WriteLine(OpenBlas.Describe(blas));

        bool any = false;
        foreach ((int rows, int columns, int depth, string name) in Shapes)
        {
            any |= Print<float>($"gemm-float-{name}", words, blas, rows, columns, depth);
        }

        any |= Print<float>("gemm-float-1024-2threads", words, blas, 1024, 1024, 1024, threads: 2);
        foreach ((int rows, int columns, int depth, string name) in Shapes)
        {
            any |= Print<double>($"gemm-double-{name}", words, blas, rows, columns, depth);
        }

        return any ? 0 : Commands.NoLine("ratios", words);
    }

    private static bool Print<T>(string name, string[] words, OpenBlas? blas, int rows, int columns, int depth, int threads = 1)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        if (!words.All(name.Contains))
        {
            return false;
        }

        GemmRace<T> race = new(rows, columns, depth, blas, threads);
        race.Check();
        (double ours, double? other, double peak) = race.Run();
        string theirs = other?.ToString("F1", CultureInfo.InvariantCulture) ?? "-";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} | {ours:F1} | {theirs} | {peak:F1} | {ours / peak:F3}"));
        return true;
    }
}
