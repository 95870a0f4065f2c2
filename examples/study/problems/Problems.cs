namespace Examples.Study;

/// <summary>All problems of the study, from two inputs to ten.</summary>
internal static class Problems
{
    /// <summary>Those of the main tables.</summary>
    public static IReadOnlyList<Problem> Main { get; } =
    [
        Plane.Branin, Plane.SixHumpCamel, Plane.GoldsteinPrice, Plane.LogGoldsteinPrice, Plane.Peaks,
        Hartmann.Three, Diet.Healthiest, Scalable.StyblinskiTang(4), Scalable.Ackley(4), Scalable.Rosenbrock(4), Scalable.Levy(4),
        Hartmann.Six, Engineering.OtlCircuit, Engineering.Piston, Engineering.Borehole, Engineering.WingWeight,
    ];

    /// <summary>The numbers of inputs at which <see cref="Families"/> are looked at.</summary>
    public static IReadOnlyList<int> Dimensions { get; } = [2, 4, 6, 10];

    /// <summary>Functions of any number of inputs.</summary>
    public static IReadOnlyList<(string Name, Func<int, Problem> Of)> Families { get; } =
    [
        ("Styblinski-Tang", Scalable.StyblinskiTang), ("Levy", Scalable.Levy), ("Rosenbrock", Scalable.Rosenbrock),
    ];
}
