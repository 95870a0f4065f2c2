using System.Diagnostics;

namespace Extremal.Benchmarks;

/// <summary>A case among others: its value after the first steps, then turns of as many steps as fill a turn.</summary>
internal sealed class StepRace
{
    private const int ValueSteps = 20;
    private const double WarmSeconds = 1;
    private const double TurnSeconds = 0.02;
    private const int Turns = 21;

    private readonly StepCase _case;
    private readonly int _repeats;
    private readonly List<double> _microseconds = [];

    /// <summary>Makes the first steps, and further ones until everything is compiled for good.</summary>
    public StepRace(string name, StepCase @case)
    {
        (Name, _case) = (name, @case);
        Repeat(ValueSteps);
        Value = _case.Value();
        Moved = _case.Moved.ToArray();
        _repeats = Warm();
    }

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>The value after the first steps.</summary>
    public double Value { get; }

    /// <summary>What the first steps had moved.</summary>
    public float[] Moved { get; }

    /// <summary>The median of all turns, for one step.</summary>
    public double Microseconds => _microseconds.Order().ElementAt(Turns / 2);

    /// <summary>All cases take turns.</summary>
    public static void Run(List<StepRace> races)
    {
        for (int turn = 0; turn < Turns; turn++)
        {
            races.ForEach(race => race._microseconds.Add(race.Repeat(race._repeats) * 1e6 / race._repeats));
        }
    }

    // The last rate says how many steps fill a turn.
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
