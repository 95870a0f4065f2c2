using System.Globalization;
using System.Text;
using Extremal.Data;
using Extremal.Formats;
using Extremal.Optimization;
using Extremal.Problems;
using Extremal.Problems.Constraints;

namespace Extremal.Results;

/// <summary>An answer as a page of plain text.</summary>
internal sealed class ExtremumReport
{
    private readonly Extremum _answer;
    private readonly StringBuilder _text = new();

    public ExtremumReport(Extremum answer)
    {
        _answer = answer;
        Headline();
        Inputs();
        Limits();
        Search();
        Line($"The answer lies {answer.Support.Words}.");
        if (answer.Certificate is { } proof)
        {
            _text.Append(proof).Append('\n');
        }
    }

    public override string ToString() => _text.ToString().TrimEnd('\n');

    private void Headline()
    {
        Line($"{_answer.Goal.Description}: {_answer.Target.Name} = {_answer.Value:G6}{Unit(_answer.Target.Unit)}");
        if (_answer.Expected is { } expected)
        {
            Line($"  expect a measurement from {expected.Low:G4} to {expected.High:G4}, {expected.Level:P0} of the time");
        }
        else if (_answer.NoExpectationReason is { } why)
        {
            Line($"  which measurement to expect cannot be said: {why}");
        }

        foreach (Attainment attainment in _answer.Attainments)
        {
            Line($"  {attainment}");
        }

        if (!_answer.IsTrained)
        {
            Line($"  UNTRAINED: no step of the network's training was finished, so that this says nothing of the data.");
        }

        foreach (Violation violation in _answer.Violations)
        {
            Line($"  NOT IN THE DOMAIN: {violation.Sentence}");
        }
    }

    private void Inputs()
    {
        IReadOnlyList<Feature> features = _answer.Domain.Features;
        int width = features.Max(feature => Printable.Of(feature.Name).Length);
        foreach (Feature feature in features)
        {
            int column = feature.Columns[0];
            string value = feature.IsCategory
                ? Printable.Of(feature.Labels[feature.LabelOf([.. _answer.Point])])
                : string.Create(CultureInfo.InvariantCulture, $"{_answer.Point[column]:G6}{Unit(feature.Unit)}");
            Line($"  {Printable.Of(feature.Name).PadRight(width)}  {value,12}{(feature.IsCategory ? "" : Words(_answer.BoundStates[column]))}");
        }
    }

    private void Limits()
    {
        foreach (LinearConstraint linear in _answer.Domain.LinearConstraints)
        {
            Line($"  {linear.Description}: {linear.Sum([.. _answer.Point]):G6}");
        }

        foreach (ShadowPrice price in _answer.ShadowPrices)
        {
            Line($"  held back by {price.Limit}: {price.Sentence}");
        }
    }

    private void Search()
    {
        SearchStart best = _answer.Starts[_answer.BestStart];
        string found = _answer.Starts.Count == 1 ? "the one start"
            : string.Create(CultureInfo.InvariantCulture, $"{_answer.AgreeingStarts} of {_answer.Starts.Count} starts");
        string missed = _answer.IsAttained == false ? "Not reached. The search: " : "";
        Line($"{missed}{Ended(_answer.Reason)} after {best.Outcome.Steps} steps; {found} led to this value{Others()}.");
        Line($"{_answer.Evaluations} points evaluated on the way, {_answer.ScreenedPoints} to choose starts, {_answer.Elapsed.TotalMilliseconds:F1} ms.");
        if (_answer.Reason == StopReason.Converged && !_answer.IsConverged)
        {
            Line($"{_answer.Caveat} A better one may have been missed.");
        }
    }

    private string Others() => _answer.Optima.Count < 2 ? ""
        : string.Create(CultureInfo.InvariantCulture,
            $"; of {_answer.Optima.Count - 1} other optima the best is {_answer.Optima[1].Value:G6}{Unit(_answer.Target.Unit)}");

    private static string Ended(StopReason reason) => reason switch
    {
        StopReason.Converged => "Converged",
        StopReason.StepLimit => "Stopped by the limit of steps",
        StopReason.TimeLimit => "Stopped by the limit of time",
        StopReason.Cancelled => "Cancelled",
        StopReason.NonFinite => "Ended at a number that is not finite",
        StopReason.NoDescent => "Ended where no step went further",
        StopReason.Infeasible => "No point that meets every limit was found; this one breaks them least,",
        _ => "Not ended",
    };

    private void Line(FormattableString line) => _text.Append(Printable.Invariant(line)).Append('\n');

    private static string Unit(string? unit) => unit is null ? "" : " " + unit;

    private static string Words(BoundState state) => state switch
    {
        BoundState.AtLower => "  at its lower bound",
        BoundState.AtUpper => "  at its upper bound",
        BoundState.Fixed => "  fixed",
        _ => "",
    };
}
