using Extremal.Data;

namespace Examples;

/// <summary>
/// Brings a request and a table together. Everything that can be wrong with either is said here, before anything takes time.
/// </summary>
internal static class QuestionReader
{
    private const int FewestRows = 20;
    private const int FewestGroups = 5;

    public static Question Read(Request request, Table table)
    {
        var roles = new Roles(request, table);
        int[] columns = [.. roles.Inputs, roles.Target, .. roles.Also];
        var rows = Cells.Read(table, columns, roles.Categories, roles.Groups, request.DropMissing);
        RequireRows(table, rows);
        var data = Join(table, roles, rows);
        RequireVariety(table, data);
        data = Grouped(request.IsConcrete ? Concrete.WithUnits(data) : data, rows, request);
        return new Question
        {
            Request = request,
            FileName = table.Name,
            Aim = request.Aim ?? Aim.Maximize,
            Value = request.Value,
            Data = data,
            Lines = [.. rows.Select(row => row.Line)],
            Dropped = table.Rows.Count - rows.Count,
            GroupColumns = request.Groups,
            Domain = new DomainReader(request, data).Read(),
        };
    }

    public static string Quoted(string name) => name.Contains(' ') ? $"\"{name}\"" : name;

    private static Dataset Join(Table table, Roles roles, List<Cells> rows)
    {
        var inputs = roles.Inputs.Select((column, k) => roles.Categories.Contains(column)
            ? Category(table, table.Columns[column], [.. rows.Select(row => row.Labels[k])])
            : Input.Number(table.Columns[column], [.. rows.Select(row => row.Numbers[k])]));
        string[] names = [table.Columns[roles.Target], .. roles.Also.Select(column => table.Columns[column])];
        var targets = new double[rows.Count, names.Length];
        for (var row = 0; row < rows.Count; row++)
        {
            for (var k = 0; k < names.Length; k++) { targets[row, k] = rows[row].Numbers[roles.Inputs.Length + k]; }
        }

        return Dataset.Create([.. inputs], targets, names);
    }

    private static Input Category(Table table, string name, string[] labels) => labels.Distinct().Count() switch
    {
        1 => throw Constant(table, name, labels[0]),
        > Extremal.Data.Category.MostLabels and var count => throw new InputException(
            $"--categorical: '{name}' has {count} different texts; at most {Extremal.Data.Category.MostLabels} are categories, "
            + $"and --ignore {Quoted(name)} leaves it out"),
        _ => Input.Category(name, labels),
    };

    private static void RequireRows(Table table, List<Cells> rows)
    {
        if (rows.Count < FewestRows)
        {
            var dropped = table.Rows.Count - rows.Count;
            var of = dropped > 0 ? $" without missing cells, of {table.Rows.Count}" : "";
            throw new InputException($"'{table.Name}' has {Numbers.Count(rows.Count, "row")}{of}; "
                + $"too few to train on and to score: at least {FewestRows} are wanted");
        }
    }

    private static void RequireVariety(Table table, Dataset data)
    {
        if (data.TargetColumns.FirstOrDefault(column => column.IsConstant) is { } target)
        {
            throw new InputException(
                $"'{table.Name}': '{target.Name}' is {Value(target)} in every row; there is nothing to learn");
        }

        if (data.InputColumns.FirstOrDefault(column => column.IsConstant) is { } constant)
        {
            throw Constant(table, constant.Name, Value(constant));
        }
    }

    private static string Value(Column constant) =>
        Numbers.Show(constant.Minimum) + (constant.Minimum == constant.Maximum ? "" : ", but for rounding,");

    private static InputException Constant(Table table, string column, string value) => new(
        $"'{table.Name}': column '{column}' is {value} in every row, "
        + $"so its effect cannot be learned; --ignore {Quoted(column)} leaves it out");

    private static Dataset Grouped(Dataset data, List<Cells> rows, Request request)
    {
        if (request.Groups.Length == 0) { return data; }

        var numbers = new Dictionary<string, int>();
        var grouped = data.WithGroups(
            [.. rows.Select(row => numbers.TryGetValue(row.Group, out var number) ? number : numbers[row.Group] = numbers.Count)]);
        return grouped.GroupCount >= FewestGroups
            ? grouped
            : throw new InputException(
            $"--group: the rows fall into {Numbers.Count(grouped.GroupCount, "group")}; at least {FewestGroups} are wanted");
    }
}
