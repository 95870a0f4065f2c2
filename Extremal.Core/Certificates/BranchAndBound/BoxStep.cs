namespace Extremal.Certificates;

/// <summary>How a box came of another one.</summary>
internal enum BoxStep
{
    /// <summary>It was narrowed to what it may hold of the domain; the whole domain's box is the first that was.</summary>
    Narrowed,

    /// <summary>It is what lies below the cut along an input, narrowed.</summary>
    Below,

    /// <summary>It is what lies above the cut, narrowed.</summary>
    Above,

    /// <summary>An input is at the low end of its range.</summary>
    AtLow,

    /// <summary>An input is at the high end of its range.</summary>
    AtHigh,
}
