namespace Examples;

internal enum Aim { Maximize, Minimize, Reach }

/// <summary>What the command line asks for, as it was typed: whether the columns exist is not known yet.</summary>
internal sealed record Request
{
    /// <summary>The table; null for the concrete that comes with the program.</summary>
    public string? File { get; init; }

    /// <summary>Null asks for the strongest concrete.</summary>
    public Aim? Aim { get; init; }

    public string Column { get; init; } = "";
    public double Value { get; init; }
    public string[] Ignore { get; init; } = [];
    public (string Column, double Value)[] Fix { get; init; } = [];
    public (string Column, double Low, double High)[] Ranges { get; init; } = [];
    public Band? Sum { get; init; }

    /// <summary>Inputs stay within so many standard deviations of their means; null: within what was observed.</summary>
    public double? Deviations { get; init; }

    public string[] Groups { get; init; } = [];
    public bool DropMissing { get; init; }
    public int[] Hidden { get; init; } = [64, 64];
    public ulong Seed { get; init; } = 1;

    /// <summary>How often the held-out rows are drawn anew and scored; medians are told.</summary>
    public int Seeds { get; init; } = 1;

    public string Out { get; init; } = "out";

    /// <summary>The sum of some inputs; no limits: those that the rows of the data keep.</summary>
    internal sealed record Band(string[] Columns, (double Low, double High)? Limits);
}
