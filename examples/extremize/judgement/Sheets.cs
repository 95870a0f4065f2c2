using System.Text.RegularExpressions;
using Extremal.Data;
using Extremal.Problems;
using Extremal.Results;
using ExtremalVerdict = Extremal.Problems.Verdict;

namespace Examples;

/// <summary>What both the terminal and the report list. A sheet without rows is not shown.</summary>
internal static partial class Sheets
{
    private const int MostOptima = 8;
    private const double AtLimit = 10; // times the tolerance

    /// <summary>Every limit that was asked for, its value at the answer, and whether it is met.</summary>
    public static Sheet Limits(Answer answer)
    {
        var (question, point) = (answer.Question, answer.Point);
        List<string[]> rows = [.. Titles.InputLimits(question).Select(limit => (string[])[limit.Rule, Value(limit.Column), "met"])];
        foreach (var band in question.Domain.LinearConstraints)
        {
            var (sum, low, high) = (band.Sum(point), band.Low + 1e-9 * Math.Abs(band.Low), band.High - 1e-9 * Math.Abs(band.High));
            var active = !band.IsEquality && (sum <= low || sum >= high);
            rows.Add([Titles.Rule(band.Expression, band.Low, band.High), Numbers.Show(sum), State(band.Description, active)]);
        }

        var inside = question.Request.Inside is { } share ? answer.Model.ApplicabilityDomain.Constraints(share) : [];
        foreach (var constraint in question.Domain.Constraints.Concat(inside))
        {
            var (value, (below, above)) = (constraint.At(point, answer.Model.Surrogate),
                question.Domain.ToleranceOf(constraint, point, answer.Model.Surrogate));
            var active = value <= constraint.Low + AtLimit * below || value >= constraint.High - AtLimit * above;
            var rule = Titles.Rule(constraint.Description, constraint.Low, constraint.High);
            rows.Add([rule, Numbers.Show(value), State(constraint.ToString(), active)]);
        }

        return new Sheet("The limits and their values at the answer", ["limit", "at the answer", ""], rows);

        string Value(string column)
        {
            var feature = question.Features.First(feature => feature.Name == column);
            return Question.Show(feature, point);
        }

        string State(string rule, bool active) => answer.Extremum.Violations.FirstOrDefault(one => one.Description == rule) is { } violated
            ? $"VIOLATED by {Numbers.Show(violated.Amount, 3)}" : active ? "met, active" : "met";
    }

    /// <summary>The recommended point beside the extremum as asked, where they differ.</summary>
    public static Sheet AsAsked(Answer answer)
    {
        if (!answer.IsRiskAverse) { return new("", [], []); }

        var (question, both) = (answer.Question, answer.Recommendation!);
        double[] first = answer.Point, asked = [.. both.RiskNeutral.Point];
        return new("What to try first, beside the extremum as asked", ["", "try first", "as asked"],
        [
            .. question.Features.Select(feature => (string[])[
                Titles.WithUnit(feature.Name, feature.Unit), Question.Show(feature, first), Question.Show(feature, asked)]),
            [$"{Titles.WithUnit(question.Target, question.TargetColumn.Unit)}: predicted",
                Numbers.Show(both.RiskAverse.Value, 4), Numbers.Show(both.RiskNeutral.Value, 4)],
            ["standard deviation", Numbers.Show(both.RiskAverseSpread, 2), Numbers.Show(both.RiskNeutralSpread, 2)],
            ["90 % prediction interval", Titles.Of(answer.IntervalAt(both.RiskAverse)), Titles.Of(answer.IntervalAt(both.RiskNeutral))],
            ["lies", Place(both.RiskAverse), Place(both.RiskNeutral)],
        ]);

        string Place(Extremum of) => of.Support.Verdict switch
        {
            ExtremalVerdict.Inside => "inside the data",
            ExtremalVerdict.AtEdge => "at their edge",
            _ => "beyond the data",
        };
    }

    /// <summary>The shadow price of each active limit.</summary>
    public static Sheet Prices(Answer answer) => new("Shadow prices of the active limits", ["limit", "effect of moving it"],
        [.. answer.Extremum.ShadowPrices.Select(price => (string[])[ManyDigits().Replace(price.Limit, number =>
            Numbers.TryRead(number.Value, out var value) ? Numbers.Show(value) : number.Value), price.Sentence])]);

    /// <summary>The further targets.</summary>
    public static Sheet Others(Answer answer)
    {
        var (values, targets) = (answer.Outputs.Values, answer.Question.Data.TargetColumns);
        return new("The other targets at the answer",
            ["target", "predicted", "90 % prediction interval", "minimum in the data", "maximum"],
            [.. Enumerable.Range(1, targets.Count - 1).Select(k => (string[])[Titles.WithUnit(targets[k].Name, targets[k].Unit),
                Numbers.Show(values[k], 4), Titles.Of(answer.Interval(k)),
                Numbers.Show(targets[k].Minimum), Numbers.Show(targets[k].Maximum)])]);
    }

    /// <summary>The distinct optima, the best first; a single one is no table.</summary>
    public static Sheet Optima(Answer answer)
    {
        var optima = answer.Extremum.Optima;
        var more = optima.Count > MostOptima ? $", the best {MostOptima} of {optima.Count}" : "";
        return new($"Distinct optima found by the search{more}",
            [answer.Question.Target, "share of the starts", "greatest differences from the answer"],
            optima.Count < 2 ? [] : [.. optima.Take(MostOptima).Select((optimum, i) => (string[])[Numbers.Show(optimum.Value, 5),
                Numbers.Percent(optimum.Share), i == 0 ? "the answer" : answer.Differences([.. optimum.Point])])]);
    }

    public static Sheet Scores(Answer answer) => new("Accuracy on held-out data: RMSE (R²)",
        ["scored on", "network", "quadratic fit", "linear fit", "mean"],
        [.. answer.Scores.Select(score => (string[])[Titles.Of(score) + (score.Output > 0 ? $": {score.Target.Name}" : ""),
            Titles.Of(score.Network), Titles.Of(score.Quadratic), Titles.Of(score.Linear), Titles.Of(score.Mean)])]);

    /// <summary>The answer's two distances from the data, compared with those of the rows.</summary>
    public static Sheet Distances(Answer answer)
    {
        var (support, coverage) = (answer.Support, answer.Model.ApplicabilityDomain);
        List<string[]> rows = [];
        void Add(string what, double own, double? share, Percentiles of) => rows.Add([what, Titles.Distance(own), Titles.Share(share),
            Numbers.Show(of.Quantile(0.5), 3), Numbers.Show(of.Quantile(ApplicabilityDomain.InsideShare), 3), Numbers.Show(of.Maximum, 3)]);
        if (coverage.CentreDistances is { } centre)
        {
            Add("from the data's centre (Mahalanobis)", support.CentreDistance, support.CentreShare, centre);
        }

        if (coverage.NeighbourDistances is { } gaps && support.NeighbourDistance is { } nearest)
        {
            Add("from the nearest row (σ)", nearest, support.NeighbourShare, gaps);
        }

        return new("Distance of the answer from the data, compared with the rows",
            ["distance", "answer", "rows as near", "rows: median", "95 %", "maximum"], rows);
    }

    /// <summary>The exact relations among the inputs, and the options that add them as constraints.</summary>
    public static Sheet Relations(Answer answer) => new("Linear relations that every row of the data meets",
        ["relation", "at the answer", "option"],
        [.. answer.Relations.Select(relation =>
        {
            var sum = relation.Sum(answer.Point);
            var off = Math.Abs(sum - relation.Value);
            var terms = relation.Columns.Select((column, i) => Math.Abs(relation.Coefficients[i] * answer.Point[column])).Sum();
            return (string[])[relation.Description,
                off <= 1e-6 * (terms + Math.Abs(relation.Value)) ? "met" : $"off by {Numbers.Show(off, 3)}",
                relation.Columns.Any(column => answer.Question.Inputs[column].Category is not null) ? "–"
                    : TotalReader.OptionFor(relation, answer.Question.Inputs)];
        })]);

    /// <summary>A computed limit may have more digits than are useful.</summary>
    [GeneratedRegex(@"\d+\.\d{7,}")]
    private static partial Regex ManyDigits();
}
