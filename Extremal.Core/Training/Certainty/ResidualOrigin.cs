using Extremal.Memory;

namespace Extremal.Training;

/// <summary>Whence residuals come of rows that a model did not learn from.</summary>
public enum ResidualOrigin
{
    /// <summary>The rows held back from a single network. They also chose the epoch, which makes them mildly optimistic.</summary>
    HeldBack,

    /// <summary>
    /// Every row, predicted by those members of an ensemble that did not draw it. Where they also validated, each has chosen its epoch by them, which is
    /// mildly optimistic; that only a part of the members speaks is pessimistic.
    /// </summary>
    OutOfBag,

    /// <summary>Every row, predicted by a model of an assessment that neither learnt from it nor was stopped by it.</summary>
    OutOfFold,
}

/// <summary>Their words, in files and reports.</summary>
internal static class ResidualOrigins
{
    public static string Word(ResidualOrigin origin) => origin switch
    {
        ResidualOrigin.HeldBack => "held-back",
        ResidualOrigin.OutOfBag => "out-of-bag",
        _ => "out-of-fold",
    };

    public static ResidualOrigin Parse(string word) =>
        Array.Find(Enum.GetValues<ResidualOrigin>(), origin => Word(origin) == word) is var found && Word(found) == word
            ? found
            : throw new FormatException($"it is '{Excerpt.Of(word)}' and wants to be held-back, out-of-bag or out-of-fold");
}
