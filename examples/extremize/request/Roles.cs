namespace Examples;

/// <summary>Which column is what. Options that name no column, one twice, or the same one for two ends, are refused here.</summary>
internal sealed class Roles
{
    private readonly Table _table;

    public Roles(Request request, Table table)
    {
        _table = table;
        var aim = $"--{(request.Aim ?? Aim.Maximize).ToString().ToLowerInvariant()}";
        var target = Find(aim, [request.Column]);
        var ignored = Find("--ignore", request.Ignore);
        var also = Find("--also", request.Also, once: true);
        var categories = Find("--categorical", request.Categories, once: true);
        Target = target.Columns[0];
        (Also, Categories) = (also.Columns, categories.Columns);
        Groups = Find("--group", request.Groups).Columns;
        int[] others = [Target, .. Also, .. ignored.Columns];
        Inputs = [.. Enumerable.Range(0, table.Columns.Length).Where(column => !others.Contains(column))];

        Apart(target, ignored, ("--group", Groups), also);
        Apart(also, ignored, ("--group", Groups));
        if (Inputs.Length == 0)
        {
            throw new InputException(Also.Length == 0
                ? $"no input is left: every column but '{request.Column}' is ignored"
                : "no input is left: every column is ignored or a target");
        }

        var (integers, grids) = (Find("--integer", request.Integers, once: true),
            Find("--grid", request.Grids.Select(grid => grid.Column), once: true));
        var (ranges, sums) = (Find("--range", request.Ranges.Select(range => range.Column)),
            Find("--sum", request.Sums.SelectMany(sum => sum.Terms).Select(term => term.Column)));
        var (least, most) = (Find("--at-least", request.AtLeast.Select(limit => limit.Column), once: true),
            Find("--at-most", request.AtMost.Select(limit => limit.Column), once: true));
        var fixes = Find("--fix", request.Fix.Select(fix => fix.Column));
        foreach (var inputs in new[] { fixes, ranges, sums, integers, grids, categories })
        {
            Apart(target, inputs);
            Apart(ignored, inputs);
            Apart(also, inputs);
        }

        Apart(target, least, most);
        Apart(ignored, least, most);
        Apart(integers, grids);
        Apart(categories, ranges, sums, integers, grids, least, most);
        RequireRoom(request);
    }

    public int Target { get; }
    public int[] Also { get; }
    public int[] Inputs { get; }
    public int[] Groups { get; }

    /// <summary>Those of the inputs whose texts are labels.</summary>
    public int[] Categories { get; }

    private (string Option, int[] Columns) Find(string option, IEnumerable<string> names, bool once = false)
    {
        int[] columns = [.. names.Select(name => Names.Find(_table.Columns, name, option))];
        var twice = once ? columns.GroupBy(column => column).FirstOrDefault(same => same.Count() > 1) : null;
        return twice is null ? (option, columns)
            : throw new InputException($"{option}: '{_table.Columns[twice.Key]}' is named twice");
    }

    /// <summary>No column may be both.</summary>
    private void Apart((string Option, int[] Columns) one, params ReadOnlySpan<(string Option, int[] Columns)> others)
    {
        foreach (var (option, columns) in others)
        {
            int[] both = [.. columns.Intersect(one.Columns)];
            if (both.Length > 0)
            {
                throw new InputException($"{one.Option} and {option} contradict each other: both name '{_table.Columns[both[0]]}'");
            }
        }
    }

    private static void RequireRoom(Request request)
    {
        foreach (var (column, least) in request.AtLeast)
        {
            if (request.LimitsOf(column).High < least)
            {
                throw new InputException("--at-least and --at-most contradict each other: "
                    + $"{column} is to be at least {Numbers.Show(least)} and at most {Numbers.Show(request.LimitsOf(column).High)}");
            }
        }
    }
}
