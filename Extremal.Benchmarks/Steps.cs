using System.Diagnostics;
using System.Globalization;

namespace Extremal.Benchmarks;

/// <summary>
/// The quick command <c>steps</c>: what a step of training, of extremal learning and of prediction takes in float tanh networks, one line
/// each: <c>step NETWORK BATCH KIND MICROSECONDS VALUE</c>. All cases take turns, so that a busy machine is fair to each; the time is the
/// median of the turns.
/// </summary>
internal static class Steps
{
    private const int ValueSteps = 20;
    private const double WarmSeconds = 1;
    private const double TurnSeconds = 0.02;
    private const int Turns = 21;

    private static readonly (int[] Widths, int[] Batches)[] Networks =
    [
        ([4, 64, 64, 1], [32, 1000]), ([8, 256, 256, 256, 1], [256]), ([784, 1024, 1024, 10], [256]),
    ];

    /// <summary>Prints every line whose name contains all of the given words.</summary>
    public static int Run(string[] words)
    {
        var contenders = Networks.SelectMany(network => network.Batches.SelectMany(batch => Contenders(network.Widths, batch)));
        List<Race> races = [.. contenders.Where(c => words.All(c.Name.Contains)).Select(c => new Race(c.Name, c.Make()))];
        for (int turn = 0; turn < Turns; turn++)
        {
            races.ForEach(race => race.Turn());
        }

        races.ForEach(race => Console.WriteLine(race));
        return 0;
    }

    private static IEnumerable<(string Name, Func<StepCase> Make)> Contenders(int[] widths, int batch)
    {
        string name = $"{string.Join('-', widths)} {batch}";
        return
        [
            ($"{name} train", () => StepCase.Training(widths, batch)),
            ($"{name} extremal1", () => StepCase.Extremal(widths, 1)),
            ($"{name} extremalN", () => StepCase.Extremal(widths, batch)),
            ($"{name} predict", () => StepCase.Prediction(widths, batch)),
        ];
    }

    /// <summary>One line: the value after the first steps, then turns of as many steps as fill a turn.</summary>
    private sealed class Race
    {
        private readonly StepCase _case;
        private readonly string _name;
        private readonly double _value;
        private readonly int _repeats;
        private readonly List<double> _microseconds = [];

        public Race(string name, StepCase @case)
        {
            (_name, _case) = (name, @case);
            Repeat(ValueSteps);
            _value = _case.Value();
            _repeats = Warm();
        }

        public void Turn() => _microseconds.Add(Repeat(_repeats) * 1e6 / _repeats);

        public override string ToString()
        {
            _microseconds.Sort();
            return string.Create(CultureInfo.InvariantCulture, $"step {_name} {_microseconds[Turns / 2]:F2} {_value:G7}");
        }

        // Until everything is compiled for good; then the last rate says how many steps fill a turn.
        private int Warm()
        {
            long start = Stopwatch.GetTimestamp();
            int steps = 0;
            double last = 0;
            while (steps < 2 || Stopwatch.GetElapsedTime(start).TotalSeconds < WarmSeconds)
            {
                last = Repeat(++steps);
            }

            return Math.Max(1, (int)(TurnSeconds * steps / last));
        }

        private double Repeat(int steps)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < steps; i++)
            {
                _case.Step();
            }

            return Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
    }
}
