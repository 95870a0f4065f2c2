namespace Extremal.Certificates;

/// <summary>How a line above a function lies on it over an interval (one below lies so on the function's negative).</summary>
internal static class Contact
{
    /// <summary>No rule of these applies: the line is found on its own.</summary>
    public const double Unruled = -1;

    /// <summary>The chord: the function is convex.</summary>
    public const double Chord = 0;

    /// <summary>The chord, but no steeper than the function at the upper end, before which it is concave.</summary>
    public const double ChordToUpper = 1;

    /// <summary>The chord, but no flatter than the function at the lower end, behind which it is concave.</summary>
    public const double ChordFromLower = 2;

    /// <summary>The tangent at a point of a concave piece.</summary>
    public const double Tangent = 3;
}
