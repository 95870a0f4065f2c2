using Extremal.Data;

namespace Examples;

/// <summary>The network along one input, through the answer, over the data.</summary>
internal static partial class Drawings
{
    private const int Points = 241;

    public static Chart Slice(Answer answer, Feature feature) =>
        feature.IsCategory ? LabelSlice(answer, feature) : NumberSlice(answer, feature.Columns[0]);

    private static Chart NumberSlice(Answer answer, int input)
    {
        var question = answer.Question;
        var column = question.Inputs[input];
        double[] point = answer.Point, xs = Along(answer, input);
        var (values, holds) = (new double[xs.Length], new bool[xs.Length]);
        for (var i = 0; i < xs.Length; i++)
        {
            point[input] = xs[i];
            (values[i], holds[i]) = At(answer, point, fixedColumns: [input]);
        }

        var (allowed, forbidden) = (new double[xs.Length], new double[xs.Length]);
        for (var i = 0; i < xs.Length; i++)
        {
            var (before, after) = (i > 0 && holds[i - 1], i < xs.Length - 1 && holds[i + 1]);
            allowed[i] = holds[i] ? values[i] : double.NaN;
            forbidden[i] = !holds[i] || before != after ? values[i] : double.NaN;
        }

        var (near, far) = ByFixedInputs(question, [input]);
        return new Chart(Titles.WithUnit(column.Name, column.Unit), 420, 300) { YLabel = question.Target }
            .Scatter(far.Select(row => question.Row(row)[input]), far.Select(question.Measured), color: 5, opacity: 0.16)
            .Scatter(near.Select(row => question.Row(row)[input]), near.Select(question.Measured), color: 2, opacity: 0.5)
            .Line(xs, forbidden, dashed: true, color: 0)
            .Line(xs, allowed, color: 0)
            .Point(answer.Extremum.Point[input], answer.Extremum.Value, Numbers.Show(answer.Extremum.Point[input], 4));
    }

    /// <summary>Labels from left to right, each with its rows and its prediction.</summary>
    private static Chart LabelSlice(Answer answer, Feature feature)
    {
        var question = answer.Question;
        var (near, far) = ByFixedInputs(question, feature.Columns);
        double Place(int row) => 1 + feature.LabelOf(question.Row(row));
        double[] Predicted(bool allowed) => [.. feature.Labels.Select((_, label) =>
        {
            var point = answer.Point;
            for (var k = 0; k < feature.Columns.Count; k++) { point[feature.Columns[k]] = k == label ? 1 : 0; }
            var (value, holds) = At(answer, point, feature.Columns);
            return holds == allowed ? value : double.NaN;
        })];
        double[] places = [.. feature.Labels.Select((_, label) => 1.0 + label)];
        return new Chart(feature.Name, 420, 300) { YLabel = question.Target, XRange = (0.5, feature.Labels.Count + 0.5) }
            .Scatter(far.Select(Place), far.Select(question.Measured), color: 5, opacity: 0.16)
            .Scatter(near.Select(Place), near.Select(question.Measured), color: 2, opacity: 0.5)
            .Scatter(places, Predicted(false), color: 1, opacity: 1)
            .Scatter(places, Predicted(true), color: 0, opacity: 1)
            .Point(1 + feature.LabelOf(answer.Point), answer.Extremum.Value, Question.Show(feature, answer.Point));
    }

    /// <summary>The numbers that the input may have if it moves in steps; else many from the least to the greatest.</summary>
    private static double[] Along(Answer answer, int input)
    {
        var (domain, column) = (answer.Question.Domain, answer.Question.Inputs[input]);
        if (domain.Discrete.FirstOrDefault(one => one.Columns.Contains(input)) is { Count: <= Points } steps) { return [.. steps.Values]; }

        var (low, high) = (Math.Min(column.Minimum, domain.Lower[input]), Math.Max(column.Maximum, domain.Upper[input]));
        var even = Enumerable.Range(0, Points).Select(i => low + (high - low) * i / (Points - 1));
        return [.. even.Append(answer.Extremum.Point[input]).Distinct().Order()];
    }

    /// <summary>
    /// The prediction at a point, and whether the limits allow it. A fixed input may not move, but its slice is shown too.
    /// </summary>
    private static (double Value, bool Holds) At(Answer answer, double[] point, IReadOnlyList<int> fixedColumns)
    {
        var (question, outputs) = (answer.Question, new double[answer.Model.Surrogate.Outputs]);
        answer.Model.Predict(point, outputs);
        var holds = !fixedColumns.All(question.Domain.IsFixed) && question.Domain.Contains(point) && question.KeepsOutputs(outputs);
        if (holds && question.Request.Inside is { } share)
        {
            var support = answer.Model.ApplicabilityDomain.At(point);
            holds = support.CentreShare is not { } centre || centre <= share && (support.NeighbourShare ?? 0) <= share;
        }

        return (outputs[0], holds);
    }

    /// <summary>Rows that agree with the answer in all fixed inputs but those that move, and the others.</summary>
    private static (int[] Near, int[] Far) ByFixedInputs(Question question, IReadOnlyList<int> moving)
    {
        int[] constant = [.. Enumerable.Range(0, question.Inputs.Count).Except(moving).Where(question.Domain.IsFixed)];
        var parts = Thinned(question.Data.RowCount).ToLookup(row =>
            constant.All(input => question.Row(row)[input] == question.Domain.Lower[input]));
        return ([.. parts[true]], [.. parts[false]]);
    }
}
