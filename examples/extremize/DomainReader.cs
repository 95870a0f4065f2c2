using Extremal.Data;
using Extremal.Problems;

namespace Examples;

/// <summary>The limits of a request as a domain of the data's inputs.</summary>
internal static class DomainReader
{
    public static Domain Read(Request request, Dataset data)
    {
        var domain = request.Deviations is { } count ? Domain.Of(data).WithinDeviations(count) : Domain.Of(data);
        foreach (var (column, low, high) in request.Ranges)
        {
            if (request.Ranges.Count(range => range.Column == column) > 1)
            {
                throw new InputException($"--range: '{column}' is given more than one range");
            }
            domain = domain.Range(column, low, high);
        }

        foreach (var (column, value) in request.Fix)
        {
            if (request.Fix.Count(fix => fix.Column == column) > 1)
            {
                throw new InputException($"--fix: '{column}' is fixed more than once");
            }
            domain = Fix(domain, request, column, value);
        }

        if (request.Sum is { } sum)
        {
            var (low, high) = sum.Limits ?? Observed(data, sum.Columns);
            domain = domain.Band(sum.Columns, low, high);
        }

        try { return domain.Validate(); }
        catch (ArgumentException nowhere)
        {
            throw new InputException(
                $"--sum: {nowhere.Message[(nowhere.Message.IndexOf(": ", StringComparison.Ordinal) + 2)..].TrimEnd('.')}");
        }
    }

    /// <summary>The least and the greatest sum of a row.</summary>
    private static (double Low, double High) Observed(Dataset data, string[] columns)
    {
        bool[] counted = [.. data.InputColumns.Select(column => columns.Contains(column.Name))];
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var row = 0; row < data.Rows; row++)
        {
            double sum = 0;
            for (var i = 0; i < counted.Length; i++) { sum += counted[i] ? data.Inputs[row, i] : 0; }
            (low, high) = (Math.Min(low, sum), Math.Max(high, sum));
        }

        return (low, high);
    }

    private static Domain Fix(Domain domain, Request request, string column, double value)
    {
        var input = Enumerable.Range(0, domain.Inputs.Count).First(i => domain.Inputs[i].Name == column);
        var (low, high) = (domain.Lower[input], domain.Upper[input]);
        if (value >= low && value <= high) { return domain.Fix(column, value); }

        var own = request.Ranges.Any(range => range.Column == column);
        var limits = $"{column}={Numbers.InFull(Math.Min(low, value))}:{Numbers.InFull(Math.Max(high, value))}";
        var wider = $"--range {QuestionReader.Quoted(limits)}";
        throw new InputException(
            $"--fix: {column} = {Numbers.Show(value)} lies outside of its range {Numbers.Show(low)} to {Numbers.Show(high)}"
            + (own ? "" : $" {(request.Deviations is null ? "in the data" : "by --within")}; {wider} would allow it"));
    }
}
