namespace Extremal.Benchmarks;

/// <summary>A network and the rows of a batch, as a parameter of a benchmark.</summary>
/// <param name="Name">Widths with a hyphen between them.</param>
/// <param name="Rows">Rows of the batch.</param>
public sealed record NetworkBatch(string Name, int Rows)
{
    /// <summary>Numbers of inputs, of each hidden layer and of outputs.</summary>
    public int[] Widths => [.. Name.Split('-').Select(int.Parse)];

    /// <inheritdoc/>
    public override string ToString() => $"{Name} × {Rows}";
}
