using Extremal.Data;

namespace Examples;

/// <summary>What is asked when nothing is: the strongest concrete at 28 days, of a mass that real concrete has.</summary>
internal static class Concrete
{
    private static readonly string[] Ingredients =
        ["cement", "blast_furnace_slag", "fly_ash", "water", "superplasticizer", "coarse_aggregate", "fine_aggregate"];

    /// <summary>The file, and where no column is asked for, the question; what the user fixed, summed or grouped stays.</summary>
    public static Request Complete(Request request)
    {
        if (request.File is not null) { return request; }

        var withFile = request with { File = FindFile(), IsConcrete = true };
        if (request.Aim is not null) { return withFile; }

        string[] mixed = [.. Ingredients.Except(request.Ignore).Except(request.Also).Except(request.Categories)];
        return withFile with
        {
            Aim = Aim.Maximize,
            Column = "compressive_strength",
            Fix = SaysOf(request, "age") ? request.Fix : [.. request.Fix, ("age", "28")],
            Sums = request.Sums.Length > 0 || request.NoSum || mixed.Length == 0 ? request.Sums
                : [new Request.Total([.. mixed.Select(name => (name, 1.0))], null)],
            Groups = request.Groups.Length > 0 ? request.Groups : [.. Ingredients.Except(request.Also)],
        };
    }

    /// <summary>The same data with the units of its columns, which the file does not name.</summary>
    public static Dataset WithUnits(Dataset data)
    {
        foreach (var column in data.InputColumns.Concat(data.TargetColumns).ToArray())
        {
            var unit = Ingredients.Contains(column.Name) ? "kg/m³"
                : column.Name switch { "age" => "d", "compressive_strength" => "MPa", _ => null };
            data = unit is null ? data : data.WithUnit(column.Name, unit);
        }

        return data;
    }

    private static bool SaysOf(Request request, string column) => request.Ignore.Contains(column) || request.Also.Contains(column)
        || request.Categories.Contains(column) || request.Fix.Any(fix => fix.Column == column)
        || request.Ranges.Any(range => range.Column == column)
        || request.LimitsOf(column) != (double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>The build leaves the program's folder with its entry point.</summary>
    private static string FindFile() =>
        Path.Combine(AppContext.GetData("EntryPointFileDirectoryPath") as string ?? "examples", "data", "concrete.csv");
}
