using Extremal.Data;
using Extremal.Problems;

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
        var rows = Cells.Read(table, [.. roles.Inputs, roles.Target], roles.Groups, request.DropMissing);
        RequireRows(table, rows);
        string[] names = [.. roles.Inputs.Select(column => table.Columns[column])];
        var target = table.Columns[roles.Target];
        var data = Dataset.Create(
            [.. rows.Select(row => row.Numbers[..^1])], [.. rows.Select(row => row.Numbers[^1])], names, target);
        RequireVariety(table, data);
        return new Question
        {
            Request = request,
            FileName = table.Name,
            Aim = request.Aim ?? Aim.Maximize,
            Target = target,
            Value = request.Value,
            Data = Grouped(data, rows, request),
            Lines = [.. rows.Select(row => row.Line)],
            Dropped = table.Rows.Count - rows.Count,
            GroupColumns = request.Groups,
            Domain = DomainReader.Read(request, data),
        };
    }

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
        if (data.TargetColumns[0] is { IsConstant: true } target)
        {
            throw new InputException(
                $"'{table.Name}': '{target.Name}' is {Numbers.Show(target.Minimum)} in every row; there is nothing to learn");
        }

        if (data.InputColumns.FirstOrDefault(column => column.IsConstant) is { } constant)
        {
            throw new InputException(
                $"'{table.Name}': column '{constant.Name}' is {Numbers.Show(constant.Minimum)} in every row, "
                + $"so its effect cannot be learned; --ignore {Quoted(constant.Name)} leaves it out");
        }
    }

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

    public static string Quoted(string name) => name.Contains(' ') ? $"\"{name}\"" : name;

    /// <summary>Which column is what.</summary>
    private sealed class Roles
    {
        public Roles(Request request, Table table)
        {
            var aim = $"--{(request.Aim ?? Aim.Maximize).ToString().ToLowerInvariant()}";
            Target = Names.Find(table.Columns, request.Column, aim);
            int[] ignored = [.. request.Ignore.Select(name => Names.Find(table.Columns, name, "--ignore"))];
            Groups = [.. request.Groups.Select(name => Names.Find(table.Columns, name, "--group"))];
            Inputs = [.. Enumerable.Range(0, table.Columns.Length).Where(column => column != Target && !ignored.Contains(column))];
            RequireOthers(table, aim, "--ignore", ignored);
            RequireOthers(table, aim, "--group", Groups);
            if (Inputs.Length == 0) { throw new InputException($"no input is left: every column but '{request.Column}' is ignored"); }

            RequireInputs(table, aim, ignored, "--fix", request.Fix.Select(fix => fix.Column));
            RequireInputs(table, aim, ignored, "--range", request.Ranges.Select(range => range.Column));
            RequireInputs(table, aim, ignored, "--sum", request.Sum?.Columns ?? []);
        }

        public int Target { get; }
        public int[] Inputs { get; }
        public int[] Groups { get; }

        private void RequireOthers(Table table, string aim, string option, int[] columns)
        {
            if (columns.Contains(Target))
            {
                throw new InputException($"{aim} and {option} contradict each other: both name '{table.Columns[Target]}'");
            }
        }

        private void RequireInputs(Table table, string aim, int[] ignored, string option, IEnumerable<string> names)
        {
            int[] columns = [.. names.Select(name => Names.Find(table.Columns, name, option))];
            RequireOthers(table, aim, option, columns);
            int[] both = [.. columns.Intersect(ignored)];
            if (both.Length > 0)
            {
                throw new InputException($"--ignore and {option} contradict each other: both name '{table.Columns[both[0]]}'");
            }
        }
    }
}
