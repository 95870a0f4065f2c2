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

        var withFile = request with { File = FindFile() };
        return request.Aim is not null ? withFile : withFile with
        {
            Aim = Aim.Maximize,
            Column = "compressive_strength",
            Fix = SaysOf(request, "age") ? request.Fix : [.. request.Fix, ("age", 28)],
            Sum = request.Sum ?? new Request.Band([.. Ingredients.Except(request.Ignore)], null),
            Groups = request.Groups.Length > 0 ? request.Groups : Ingredients,
        };
    }

    private static bool SaysOf(Request request, string column) => request.Ignore.Contains(column)
        || request.Fix.Any(fix => fix.Column == column) || request.Ranges.Any(range => range.Column == column);

    /// <summary>The build leaves the program's folder with its entry point.</summary>
    private static string FindFile() =>
        Path.Combine(AppContext.GetData("EntryPointFileDirectoryPath") as string ?? "examples", "data", "concrete.csv");
}
