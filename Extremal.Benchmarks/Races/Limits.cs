using System.Diagnostics;
using System.Globalization;
using Extremal.Certificates;
using Extremal.Data;
using Extremal.Extrema;
using Extremal.Networks;
using Extremal.Problems;
using Extremal.Results;
using Extremal.Training;

namespace Extremal.Benchmarks;

/// <summary>
/// The quick command <c>limits</c>: how exactly time limits and cancellation are kept. <c>limit NAME LIMIT WAITED</c> and <c>cancel NAME WAITED</c>,
/// in milliseconds, the waiting from the call, or from the cancellation, to the return: the best of some turns, for other programs cost time
/// too. Wanted are a tenth and 20 ms more than the limit at most, and 50 ms after a cancellation.
/// </summary>
internal static class Limits
{
    private const int Turns = 7;

    private static bool _isKept = true;

    /// <summary>Prints every line.</summary>
    /// <returns>The program's exit code: 1 if a limit was not kept.</returns>
    public static int Run()
    {
        foreach (int inputs in (int[])[400, 700, 1000])
        {
            Regressor model = Untrained(inputs, 2 * inputs, 32);
            var tenth = new SearchOptions { TimeLimit = TimeSpan.FromSeconds(0.1) };
            Limit($"search-{inputs}-inputs", tenth.TimeLimit.Value, () => model.Maximize(options: tenth));
        }

        Regressor deep = Untrained(8, 100, 512, 512, 512), wide = Untrained(8, 100, 1024, 1024);
        Extremum found = deep.Maximize();
        var half = new CertificateOptions { Gap = 0, TimeLimit = TimeSpan.FromSeconds(0.5) };
        Limit("proof-512-512-512", half.TimeLimit.Value, () => deep.Certify(found, half));
        Cancel("proof-512-512-512", token => deep.Certify(found, new CertificateOptions { Gap = 0, TimeLimit = null }, cancellation: token));
        Cancel("screening-1024-1024", token => wide.Maximize(options: new SearchOptions { Starts = 200_000 }, cancellation: token));
        Cancel("searching-1024-1024", token => wide.Maximize(options: new SearchOptions { Tolerance = 0, MaxRounds = 1000 }, cancellation: token));
        Dataset rows = Waves(8, 20_000);
        var adam = new TrainingOptions { Hidden = [512, 512], Epochs = 10_000, BatchSize = 20_000, Patience = null };
        Cancel("training-20000-at-once", token => Regressor.Train(rows, adam, cancellation: token));
        Cancel("training-by-l-bfgs", token => Regressor.Train(rows, adam with { LbfgsMemory = 10 }, cancellation: token));
        Cancel("assessing", token => Regressor.Assess(rows, adam, cancellation: token));
        return _isKept ? 0 : 1;
    }

    private static void Limit(string name, TimeSpan limit, Action run)
    {
        TimeSpan best = TimeSpan.MaxValue;
        for (int turn = 0; turn < Turns; turn++)
        {
            long began = Stopwatch.GetTimestamp();
            run();
            TimeSpan waited = Stopwatch.GetElapsedTime(began);
            best = waited < best ? waited : best;
        }

        _isKept &= best <= 1.1 * limit + TimeSpan.FromMilliseconds(20);
        Print($"limit {name} {limit.TotalMilliseconds:F0} {best.TotalMilliseconds:F0}");
    }

    private static void Cancel(string name, Action<CancellationToken> run)
    {
        TimeSpan best = TimeSpan.MaxValue;
        for (int turn = 0; turn < Turns; turn++)
        {
            using var source = new CancellationTokenSource();
            long cancelled = 0;
            using CancellationTokenRegistration told = source.Token.Register(() => cancelled = Stopwatch.GetTimestamp());
            source.CancelAfter(300 + 50 * turn);
            run(source.Token);
            TimeSpan waited = cancelled == 0 ? TimeSpan.MaxValue : Stopwatch.GetElapsedTime(cancelled);
            best = waited < best ? waited : best;
        }

        _isKept &= best <= TimeSpan.FromMilliseconds(50);
        Print($"cancel {name} {best.TotalMilliseconds:F0}");
    }

    private static Regressor Untrained(int inputs, int rows, params int[] hidden) => Regressor.Train(
        Waves(inputs, rows), new TrainingOptions { Hidden = hidden, Epochs = 1, Validation = 0, Patience = null });

    private static Dataset Waves(int inputs, int rows) => Extremal.Tests.Extrema.TrainedNetworks.Waves(inputs, rows, 1);

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
