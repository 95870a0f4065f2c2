namespace Examples.Study;

/// <summary>Who answers. All see the same rows; the five below <see cref="GaussianProcess"/> ask the same trained network.</summary>
internal enum Contender
{
    BestRow,
    Quadratic,
    GaussianProcess,
    Paper,
    Random,
    Differences,
    Extremal,
    Careful,
}

/// <summary>What the contenders are called.</summary>
internal static class Contenders
{
    public static IReadOnlyList<Contender> All { get; } = Enum.GetValues<Contender>();

    /// <summary>Those that search the network for its extremum, and can be compared by what the network says.</summary>
    public static IReadOnlyList<Contender> Searches { get; } = [Contender.Random, Contender.Differences, Contender.Extremal];

    /// <summary>Those whose answers are judged: the network's extremum over the whole box, and as far as the evidence goes.</summary>
    public static IReadOnlyList<Contender> Judged { get; } = [Contender.Careful, Contender.Extremal];

    public static string Short(this Contender contender) => contender switch
    {
        Contender.BestRow => "best row",
        Contender.Quadratic => "quadratic",
        Contender.GaussianProcess => "GP",
        Contender.Paper => "paper",
        Contender.Random => "random",
        Contender.Differences => "BFGS-B",
        Contender.Extremal => "Extremal",
        _ => "careful",
    };

    public static string Long(this Contender contender) => contender switch
    {
        Contender.BestRow => "the row that measured best, without any model",
        Contender.Quadratic => "the optimum of a quadratic polynomial fitted to the rows, best of 40 searches along the axes",
        Contender.GaussianProcess => "the mean of a Gaussian process, one length an input, the likelier of two kernels; the mean is a network "
            + "too, and Extremal's search the same",
        Contender.Paper => "the network by the paper's loss (2.3): f² or (f² + 1)⁻¹ in the user's unit, one start, Adam, the box held",
        Contender.Random => "the network at uniformly random points, as many as Extremal evaluated",
        Contender.Differences => "the network by MathNet.Numerics' BFGS-B with finite differences, 20 starts",
        Contender.Extremal => "the network by Extremal's search with its defaults, over the whole box",
        _ => "the point that the library recommends to try first: the best confidence bound inside what the data cover, or beyond after twice "
            + "the doubt",
    };
}
