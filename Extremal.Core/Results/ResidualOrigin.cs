using System.Text.Json.Serialization;
using Extremal.Memory;

namespace Extremal.Results;

/// <summary>Where residuals come from: rows that a model did not learn from.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ResidualOrigin>))]
public enum ResidualOrigin
{
    /// <summary>
    /// The rows held back from a single network, and from others that were trained as it was (<c>TrainingOptions.Calibration</c>). The rows
    /// held back also choose the epoch, so each is judged after the epoch that the others choose: none calibrates what it has chosen.
    /// </summary>
    HeldBack,

    /// <summary>
    /// Every row, predicted by those members of an ensemble that did not draw it, each after the epoch that its other out-of-bag rows choose. That
    /// only some 37 % of the members speak of a row makes it pessimistic, by one to two points of 90 with five members, less with more.
    /// </summary>
    OutOfBag,

    /// <summary>Every row, predicted by a model of an assessment that neither learnt from it nor was stopped by it.</summary>
    OutOfFold,

    /// <summary>
    /// Every row, predicted by those members of a model trained by evidence that were trained without it, mixed in the model's shares. That two
    /// of the dense members speak of a row, and the model then learns from all, makes it somewhat pessimistic.
    /// </summary>
    LeftOut,
}

/// <summary>Their words, in files and reports.</summary>
internal static class ResidualOrigins
{
    public static string Word(ResidualOrigin origin) => origin switch
    {
        ResidualOrigin.HeldBack => "held-back",
        ResidualOrigin.OutOfBag => "out-of-bag",
        ResidualOrigin.LeftOut => "left-out",
        _ => "out-of-fold",
    };

    public static ResidualOrigin Parse(string word) =>
        Array.Find(Enum.GetValues<ResidualOrigin>(), origin => Word(origin) == word) is var found && Word(found) == word
            ? found
            : throw new FormatException($"it is '{Excerpt.Of(word)}' and wants to be held-back, out-of-bag, out-of-fold or left-out");
}
