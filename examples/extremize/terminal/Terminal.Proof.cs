using Extremal.Problems;
using Extremal.Results;
using Spectre.Console;

namespace Examples;

/// <summary>The proof: its progress and its result.</summary>
internal sealed partial class Terminal
{
    /// <summary>Runs a proof and shows its progress: the bar is full when the gap is as small as was asked for.</summary>
    public Certificate Watch(Answer answer, Func<IProgress<CertificateProgress>?, Certificate> prove)
    {
        if (!_console.Profile.Capabilities.Interactive)
        {
            var made = prove(null);
            _console.WriteLine(FormattableString.Invariant(
                $"proof of the answer: {made.Boxes} boxes in {made.Elapsed.TotalSeconds:F2} s, {Proving.Gap(made)}"));
            return made;
        }

        Certificate? proof = null;
        _console.Progress().AutoClear(false).HideCompleted(false)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = 36 }, new ElapsedTimeColumn())
            .Start(progress =>
            {
                var gap = new ClosingGap(progress.AddTask("proof of the answer", maxValue: 1), answer);
                proof = prove(gap);
                gap.Show(proof.History[^1]);
            });
        return proof!;
    }

    /// <summary>Tells how long a proof will take, from its beginning.</summary>
    public void Expect(Certificate beginning, Request request)
    {
        if (beginning.End != CertificateEnd.TimeLimit) { return; }

        var gap = Proving.Percent(request.Gap);
        _console.WriteLine((beginning.EstimateTime(request.Gap) is { } time
            ? $"a proof to a gap of {gap} takes up to about {Words(time)}, as its beginning tells"
            : $"how long a proof to a gap of {gap} takes, its beginning does not tell")
            + $"; {Numbers.Show(request.Certify!.Value, 3)} s are allowed");
    }

    private static string Words(TimeSpan time) => time.TotalMinutes < 10 ? $"{Numbers.Show(time.TotalSeconds, 2)} s"
        : time.TotalHours < 48 ? $"{Numbers.Show(time.TotalHours, 2)} h" : $"{Numbers.Show(time.TotalDays, 2)} days";

    private void WriteProof(Answer answer)
    {
        string[] sentences = [.. Proving.Sentences(answer)];
        if (sentences.Length > 0) { WriteBoxed("Proof", string.Join('\n', sentences)); }
    }

    /// <summary>Progress of a proof, on a logarithmic scale of the gap.</summary>
    private sealed class ClosingGap(ProgressTask task, Answer answer) : IProgress<CertificateProgress>
    {
        private static readonly TimeSpan BetweenTwo = TimeSpan.FromMilliseconds(100);

        private readonly string _unit = answer.Question.TargetColumn.Unit is { } unit ? " " + unit : "";
        private readonly double _deviation = answer.Question.TargetColumn.StandardDeviation, _wanted = answer.Question.Request.Gap;
        private double _widest;
        private TimeSpan _shown = -BetweenTwo;

        public void Report(CertificateProgress now)
        {
            if (now.Elapsed - _shown >= BetweenTwo) { Show(now); }
        }

        public void Show(CertificateProgress now)
        {
            _shown = now.Elapsed;
            if (!double.IsFinite(now.Gap)) { return; }

            _widest = Math.Max(_widest, now.Gap);
            task.Value = now.Gap <= _wanted ? 1 : Math.Log(_widest / now.Gap) / Math.Log(_widest / _wanted);
            var gap = now.Gap * _deviation;
            task.Description = Markup.Escape($"proven: {Proving.Claim(answer, now.Bound, gap)}{_unit}, "
                + $"found {Proving.Show(now.Value, gap)}; gap {Proving.Percent(now.Gap)}");
        }
    }
}
