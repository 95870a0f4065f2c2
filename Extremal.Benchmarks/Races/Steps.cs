using System.Globalization;

namespace Extremal.Benchmarks;

/// <summary>
/// The quick command <c>steps</c>: what a step of training, of extremal learning and of prediction takes in float tanh networks, one line
/// each: <c>step NETWORK BATCH KIND MICROSECONDS VALUE</c>. All cases take turns, so that a busy machine is fair to each; the time is the
/// median of the turns.
/// </summary>
internal static class Steps
{
    private static readonly (int[] Widths, int[] Batches)[] Networks =
    [
        ([4, 64, 64, 1], [32, 1000]), ([8, 256, 256, 256, 1], [256]), ([784, 1024, 1024, 10], [256]),
    ];

    /// <summary>Prints every line whose name contains all of the given words.</summary>
    /// <param name="arguments">The number of threads, one if it is left out; then words.</param>
    /// <returns>The program's exit code: 2 if there is no such line.</returns>
    public static int Run(string[] arguments)
    {
        string[] words = int.TryParse(arguments.FirstOrDefault(), out int threads) ? arguments[1..] : arguments;
        threads = Math.Max(1, threads);
        var contenders = Networks.SelectMany(
            network => network.Batches.SelectMany(batch => Contenders(network.Widths, batch, threads)));
        List<StepRace> races = [.. contenders.Where(c => words.All(c.Name.Contains)).Select(c => new StepRace(c.Name, c.Make()))];
        if (races.Count == 0)
        {
            return Commands.NoLine("steps", words);
        }

        StepRace.Run(races);
        races.ForEach(race => Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"step {race.Name} {race.Microseconds:F2} {race.Value:G7}")));
        return 0;
    }

    private static IEnumerable<(string Name, Func<StepCase> Make)> Contenders(int[] widths, int batch, int threads)
    {
        string name = $"{string.Join('-', widths)} {batch}";
        return
        [
            ($"{name} train", () => StepCase.Training(widths, batch, threads)),
            ($"{name} extremal1", () => StepCase.Extremal(widths, 1, threads)),
            ($"{name} extremalN", () => StepCase.Extremal(widths, batch, threads)),
            ($"{name} predict", () => StepCase.Prediction(widths, batch, threads)),
        ];
    }
}
