using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Extremal.Kernels;
using Extremal.Kernels.Lanes;
using Extremal.Training;

namespace Extremal.Tests.SameBits;

/// <summary>
/// run THREADS…         the hash of every part, for each number of threads;
/// stop STEPS FOLDER    begins every training and saves its state after this many steps;
/// resume FOLDER        goes on from these states, and gives the hash of each;
/// record               writes Golden/same-bits.txt.
/// </summary>
internal static class Program
{
    public static int Main(string[] arguments)
    {
        Console.WriteLine(Configuration);
        switch (arguments)
        {
            case ["run", .. string[] threads] when threads.Length > 0: Run(threads); return 0;
            case ["stop", string steps, string folder]: Stop(Whole(steps), folder); return 0;
            case ["resume", string folder]: Resume(folder); return 0;
            case ["record"]: Record(); return 0;
            default: Console.Error.WriteLine("run THREADS… | stop STEPS FOLDER | resume FOLDER | record"); return 2;
        }
    }

    /// <summary>What this process is, so that a test can see that its switches were obeyed.</summary>
    private static string Configuration => string.Create(CultureInfo.InvariantCulture,
        $"# {(IsOptimized ? "Release" : "Debug")}, {VectorWidth.Bits} bits, {GemmBlocks.For<float>().Rows} rows a tile, accelerated:")
        + (Vector512.IsHardwareAccelerated ? " 512" : "") + (Vector256.IsHardwareAccelerated ? " 256" : "")
        + (Vector128.IsHardwareAccelerated ? " 128" : "");

    private static bool IsOptimized =>
        typeof(Regressor).Assembly.GetCustomAttribute<DebuggableAttribute>() is not { IsJITOptimizerDisabled: true };

    private static void Run(string[] threads)
    {
        foreach (string count in threads)
        {
            Console.WriteLine($"# threads {count}");
            Print(Part.All, Whole(count));
        }
    }

    private static void Print(IEnumerable<Part> parts, int threads)
    {
        foreach (Part part in parts)
        {
            Console.WriteLine(part.Hash(threads));
        }
    }

    private static void Stop(int steps, string folder)
    {
        Stop<float>(steps, folder);
        Stop<double>(steps, folder);
    }

    private static void Stop<T>(int steps, string folder) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (TrainingRun<T> run in TrainingRun<T>.Runs)
        {
            run.Begin(steps).Save(FileOf(run.Name, folder));
        }
    }

    private static void Resume(string folder)
    {
        Print(Resumed<float>(folder), threads: 1);
        Print(Resumed<double>(folder), threads: 1);
    }

    private static IEnumerable<Part> Resumed<T>(string folder) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        TrainingRun<T>.Runs.Select(run => new Part(
            run.Name, hash => run.Finish(hash, TrainingState<T>.Load(FileOf(run.Name, folder)))));

    private static string FileOf(string name, string folder) => Path.Combine(folder, name + ".safetensors");

    private static void Record([CallerFilePath] string here = "")
    {
        string path = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "Golden", "same-bits.txt"));
        RecordedHash[] parts = [.. Part.All.Select(part => part.Hash(threads: 1))];
        RecordedHash.Write(path, parts);
        Console.WriteLine($"{path} holds {parts.Length} parts; CHANGELOG.md has to name {RecordedHash.Of(parts).Hash}.");
    }

    private static int Whole(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
