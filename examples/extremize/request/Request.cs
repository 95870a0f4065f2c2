namespace Examples;

internal enum Aim { Maximize, Minimize, Reach }

/// <summary>What the command line asks for, as it was typed: whether the columns exist is not known yet.</summary>
internal sealed record Request
{
    /// <summary>The table; null for the concrete that comes with the program.</summary>
    public string? File { get; init; }

    /// <summary>Whether the table is the concrete, whose units are known.</summary>
    public bool IsConcrete { get; init; }

    /// <summary>Null asks for the strongest concrete.</summary>
    public Aim? Aim { get; init; }

    public string Column { get; init; } = "";
    public double Value { get; init; }

    /// <summary>Further targets: the network learns them too, and limits may name them.</summary>
    public string[] Also { get; init; } = [];

    public string[] Ignore { get; init; } = [];

    /// <summary>Inputs with one value: a number, or the label of a category.</summary>
    public (string Column, string Value)[] Fix { get; init; } = [];

    public (string Column, double Low, double High)[] Ranges { get; init; } = [];
    public (string Column, double Value)[] AtLeast { get; init; } = [];
    public (string Column, double Value)[] AtMost { get; init; } = [];
    public string[] Integers { get; init; } = [];
    public (string Column, double Step)[] Grids { get; init; } = [];
    public string[] Categories { get; init; } = [];
    public Total[] Sums { get; init; } = [];

    /// <summary>Whether the concrete's mass is left free.</summary>
    public bool NoSum { get; init; }

    /// <summary>Inputs stay within this many standard deviations of their means; null: within what was observed.</summary>
    public double? Deviations { get; init; }

    /// <summary>The answer stays inside what the data cover, as far as this share of their rows lie; null: it need not.</summary>
    public double? Inside { get; init; }

    public string[] Groups { get; init; } = [];
    public bool DropMissing { get; init; }

    /// <summary>Widths of the hidden layers of a network that is trained by batches; null: the library chooses networks.</summary>
    public int[]? Hidden { get; init; }

    /// <summary>How many networks answer together.</summary>
    public int Members { get; init; } = 1;

    /// <summary>Whether one network of certain widths, or an ensemble, is asked for, which is trained by batches.</summary>
    public bool IsByBatches => Hidden is not null || Members > 1;

    public ulong Seed { get; init; } = 1;

    /// <summary>How often a fifth of the rows is drawn anew and held out; the errors of all draws are pooled.</summary>
    public int Seeds { get; init; } = 1;

    public string Out { get; init; } = "out";

    /// <summary>For how many seconds at most the answer is to be proven; null: not at all.</summary>
    public double? Certify { get; init; }

    /// <summary>The gap at which the proof is done, as a share of the column's standard deviation.</summary>
    public double Gap { get; init; } = 0.01;

    /// <summary>What --at-least and --at-most leave of a column.</summary>
    public (double Low, double High) LimitsOf(string column) => (
        AtLeast.Where(limit => limit.Column == column).Select(limit => limit.Value).FirstOrDefault(double.NegativeInfinity),
        AtMost.Where(limit => limit.Column == column).Select(limit => limit.Value).FirstOrDefault(double.PositiveInfinity));

    /// <summary>A weighted sum of some inputs; no limits: those that the rows of the data keep.</summary>
    internal sealed record Total((string Column, double Coefficient)[] Terms, (double Low, double High)? Limits);
}
