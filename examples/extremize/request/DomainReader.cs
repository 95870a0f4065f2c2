using Extremal.Data;
using Extremal.Problems;

namespace Examples;

/// <summary>The limits of a request as a domain of the data's inputs. What leaves no point is refused here, where it shows.</summary>
internal sealed class DomainReader(Request request, Dataset data)
{
    private Domain _domain = request.Deviations is { } count ? Domain.Of(data).WithinDeviations(count) : Domain.Of(data);

    public Domain Read()
    {
        foreach (var (column, low, high) in request.Ranges)
        {
            if (request.Ranges.Count(range => range.Column == column) > 1)
            {
                throw new InputException($"--range: '{column}' is given more than one range");
            }
            _domain = _domain.Range(column, low, high);
        }

        foreach (var (column, value) in request.AtLeast) { Limit("--at-least", column, value); }
        foreach (var (column, value) in request.AtMost) { Limit("--at-most", column, value); }
        foreach (var (column, value) in request.Fix) { Fix(column, value); }
        foreach (var column in request.Integers) { Step("--integer", "a whole number", column, 1); }
        foreach (var (column, step) in request.Grids) { Step("--grid", $"a multiple of {Numbers.Show(step)}", column, step); }
        foreach (var sum in request.Sums)
        {
            var (low, high) = sum.Limits ?? Observed(sum);
            _domain = _domain.Linear([.. sum.Terms.Select(term => term.Column)], [.. sum.Terms.Select(term => term.Coefficient)], low, high);
        }

        foreach (var target in data.TargetColumns)
        {
            var (low, high) = request.LimitsOf(target.Name);
            if (double.IsFinite(low) || double.IsFinite(high)) { _domain = _domain.Output(target.Name, low, high); }
        }

        _domain = request.Inside is { } share ? _domain.Inside(share) : _domain;
        RequireRoom();
        return _domain;
    }

    /// <summary>Bounds, steps and sums that contradict each other leave no point, whatever the network will say.</summary>
    private void RequireRoom()
    {
        Require(_domain, "the limits leave no answer");
        if (request.Inside is null) { return; }

        // What leaves a relation that every row keeps is nowhere inside the data.
        var keeping = Relations.Of(data).Linear.Aggregate(_domain, (domain, relation) =>
            domain.Linear([.. relation.Columns.Select(column => data.InputColumns[column].Name)], [.. relation.Coefficients],
                relation.Value, relation.Value));
        Require(keeping, "the limits leave no answer --inside of what the data cover");
    }

    private static void Require(Domain domain, string failure)
    {
        try { _ = domain.Validate().ToRegion(); }
        catch (ArgumentException nowhere)
        {
            throw new InputException(
                $"{failure}: {nowhere.Message[(nowhere.Message.IndexOf(": ", StringComparison.Ordinal) + 2)..].TrimEnd('.')}");
        }
    }

    /// <summary>The least and the greatest sum of a row.</summary>
    private (double Low, double High) Observed(Request.Total sum)
    {
        double[] coefficients = [.. data.InputColumns.Select(column =>
            sum.Terms.Where(term => term.Column == column.Name).Select(term => term.Coefficient).FirstOrDefault())];
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var row = 0; row < data.RowCount; row++)
        {
            double total = 0;
            for (var i = 0; i < coefficients.Length; i++) { total += coefficients[i] == 0 ? 0 : coefficients[i] * data.Inputs[row, i]; }
            (low, high) = (Math.Min(low, total), Math.Max(high, total));
        }

        return (low, high);
    }

    private void Limit(string option, string column, double value)
    {
        if (data.TargetColumns.Any(target => target.Name == column)) { return; }

        var (low, high) = BoundsOf(column);
        if (option == "--at-least" ? value > high : value < low)
        {
            throw new InputException($"{option}: {column} {(option == "--at-least" ? "≥" : "≤")} {Numbers.Show(value)} "
                + $"leaves nothing of its range {Numbers.Show(low)} to {Numbers.Show(high)}{Wider(column, value)}");
        }

        _domain = option == "--at-least" ? _domain.AtLeast(column, value) : _domain.AtMost(column, value);
    }

    private void Fix(string column, string text)
    {
        if (request.Fix.Count(fix => fix.Column == column) > 1) { throw new InputException($"--fix: '{column}' is fixed more than once"); }
        if (data.Features.FirstOrDefault(feature => feature.IsCategory && feature.Name == column) is { } category)
        {
            var near = Names.Nearest(text, category.Labels);
            _domain = category.Labels.Contains(text) ? _domain.Fix(column, text)
                : throw new InputException($"--fix: '{column}' has no label '{text}'; "
                    + (near is null ? $"the file has {Names.Listed(category.Labels)}" : $"did you mean '{near}'?"));
            return;
        }

        var value = Numbers.Read(text, "--fix");
        var (low, high) = BoundsOf(column);
        _domain = value >= low && value <= high ? _domain.Fix(column, value)
            : throw new InputException($"--fix: {column} = {Numbers.Show(value)} lies outside of its range "
                + $"{Numbers.Show(low)} to {Numbers.Show(high)}{Wider(column, value)}");
    }

    private void Step(string option, string kind, string column, double step)
    {
        if (request.Fix.FirstOrDefault(fix => fix.Column == column).Value is { } text)
        {
            var steps = Numbers.Read(text, "--fix") / step;
            if (Math.Abs(steps - Math.Round(steps)) > 1e-9 * Math.Max(1, Math.Abs(steps)))
            {
                throw new InputException($"--fix and {option} contradict each other: {column} = {text} is not {kind}");
            }
        }

        _domain = _domain.Grid(column, step);
    }

    private (double Low, double High) BoundsOf(string column)
    {
        var input = Enumerable.Range(0, _domain.Inputs.Count).First(i => _domain.Inputs[i].Name == column);
        return (_domain.Lower[input], _domain.Upper[input]);
    }

    /// <summary>Where a range comes from if it is not the user's own, and what would widen it.</summary>
    private string Wider(string column, double value)
    {
        var isLimited = request.LimitsOf(column) != (double.NegativeInfinity, double.PositiveInfinity);
        if (request.Ranges.Any(range => range.Column == column) || isLimited && request.Fix.Any(fix => fix.Column == column)) { return ""; }

        var (low, high) = BoundsOf(column);
        var limits = $"{column}={Numbers.InFull(Math.Min(low, value))}:{Numbers.InFull(Math.Max(high, value))}";
        return $" {(request.Deviations is null ? "in the data" : "by --within")}; --range {QuestionReader.Quoted(limits)} would allow it";
    }
}
