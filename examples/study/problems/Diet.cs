namespace Examples.Study;

/// <summary>Equation (3.1) of the paper: how healthy carbohydrates, protein, cake and candy are.</summary>
internal static class Diet
{
    public static Problem Healthiest { get; } = new(
        "diet", Problem.Cube(4, -1, 1), Aim.Maximize, 2 - Math.Exp(-1), [0, 0, -1, -1],
        x => 1 - Math.Abs(x[0]) - x[1] * x[1] - x[2] - Math.Exp(x[3]));
}
