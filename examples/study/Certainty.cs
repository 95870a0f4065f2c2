using Extremal;
using Extremal.Extrema;

namespace Examples.Study;

/// <summary>Where an answer lies.</summary>
internal enum Place
{
    Inside,
    Edge,
    Beyond,
}

/// <summary>How far an answer may be believed, in the library's own judgement.</summary>
/// <param name="Place">Inside what the data cover, at their edge, or beyond.</param>
/// <param name="Low">The lower end of the 90 % interval for the measurement to expect at the answer.</param>
/// <param name="High">Its upper end.</param>
internal sealed record Certainty(Place Place, double Low, double High)
{
    public const double Level = 0.90;

    /// <summary>Null where the library does not judge: the checks that need it then say that they were not made.</summary>
    public static Certainty? Of(Regressor model, Extremum answer)
    {
        _ = (model, answer);
        return null;
    }
}
