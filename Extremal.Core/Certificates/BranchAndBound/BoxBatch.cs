namespace Extremal.Certificates;

/// <summary>Some boxes side by side, how they were made, and what was found of each.</summary>
internal sealed class BoxBatch(int capacity, int inputs)
{
    /// <summary>How many there may be.</summary>
    public int Capacity => capacity;

    /// <summary>How many there are.</summary>
    public int Count { get; set; }

    /// <summary>How each box was made, if it is a part of one that was cut.</summary>
    public Part[] Parts { get; } = new Part[capacity];

    /// <summary>Whether each box was bounded: what was not has no results.</summary>
    public bool[] IsBounded { get; } = new bool[capacity];

    /// <summary>Lower sides, boxes × inputs.</summary>
    public double[] Lower { get; } = new double[capacity * inputs];

    /// <summary>Upper sides, boxes × inputs.</summary>
    public double[] Upper { get; } = new double[capacity * inputs];

    /// <summary>No point of the box has a greater value; one number a box.</summary>
    public double[] Bounds { get; } = new double[capacity];

    /// <summary>A promising point of each box, boxes × inputs.</summary>
    public double[] Points { get; } = new double[capacity * inputs];

    /// <summary>About the value there, one number a box.</summary>
    public double[] Values { get; } = new double[capacity];

    /// <summary>The least of each partial derivative, boxes × inputs.</summary>
    public double[] LeastSlopes { get; } = new double[capacity * inputs];

    /// <summary>The greatest of each partial derivative, boxes × inputs.</summary>
    public double[] GreatestSlopes { get; } = new double[capacity * inputs];

    /// <summary>Makes zero what is found by adding.</summary>
    public void Clear(int first, int count)
    {
        Array.Clear(Bounds, first, count);
        Array.Clear(Values, first, count);
        Array.Clear(Points, first * inputs, count * inputs);
        Array.Clear(LeastSlopes, first * inputs, count * inputs);
        Array.Clear(GreatestSlopes, first * inputs, count * inputs);
    }

    /// <summary>From the sum of several members to their mean; derivatives are wanted for their signs and ratios alone.</summary>
    public void Divide(int box, int members)
    {
        Bounds[box] = members == 1 ? Bounds[box] : Math.BitIncrement(Bounds[box] / members);
        Values[box] /= members;
    }

    /// <summary>The numbers of one box in any of the arrays of boxes × inputs.</summary>
    public Span<double> Of(double[] numbers, int box) => numbers.AsSpan(box * inputs, inputs);

    /// <summary>How a box came of one that was taken from the open ones.</summary>
    /// <param name="From">The number of that one.</param>
    /// <param name="Step">Which part of it, or itself narrowed again.</param>
    /// <param name="Input">Along which input.</param>
    /// <param name="Bound">That one's bound, which holds for the part too.</param>
    public readonly record struct Part(int From, BoxStep Step, int Input, double Bound);
}
