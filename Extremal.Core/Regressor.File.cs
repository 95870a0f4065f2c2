using Extremal.Data;
using Extremal.Formats;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Problems;

namespace Extremal;

public sealed partial class Regressor
{
    private const string Kind = "regressor";
    private const int Version = 1;
    private const int MostColumns = 1_000_000;

    /// <summary>Saves to a path as safetensors; an earlier file there is replaced at once and whole, or stays as it was.</summary>
    /// <param name="path">The file.</param>
    /// <param name="withRows">Whether the rows are saved too: later answers can then name the nearest ones.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="InvalidOperationException">The rows are wanted and not there.</exception>
    public void Save(string path, bool withRows = false) => ToFile(withRows).Write(path);

    /// <inheritdoc cref="Save(string, bool)"/>
    public void Save(Stream stream, bool withRows = false) => ToFile(withRows).Write(stream);

    /// <summary>Reads what <see cref="Save(string, bool)"/> wrote. What it predicts has the same bits as before.</summary>
    /// <exception cref="MalformedFileException">The file is not a regressor's, or is damaged; the message says where and why.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static Regressor Load(string path) => FromFile(Safetensors.Read(path));

    /// <inheritdoc cref="Load(string)"/>
    public static Regressor Load(Stream stream) => FromFile(Safetensors.Read(stream));

    private Safetensors ToFile(bool withRows)
    {
        var file = new Safetensors();
        file.AddMetadata("extremal.kind", Kind);
        file.AddMetadata("extremal.version", Version);
        file.AddMetadata("network.inputs", Surrogate.Inputs);
        file.AddMetadata("network.layers", string.Join(' ', Surrogate.Network.Layers.Select(layer => layer.Outputs)));
        file.AddMetadata("network.activations", string.Join(' ', Surrogate.Network.Layers.Select(layer => layer.Activation.Name)));
        file.AddMetadata("data.rows", Summary.Rows);
        AddColumns(file, "input", Summary.InputColumns, Surrogate.InputScaling);
        AddColumns(file, "target", Summary.TargetColumns, Surrogate.OutputScaling);
        file.Add("data.covariance", [Surrogate.Inputs, Surrogate.Inputs], Summary.Covariance);
        foreach (string name in Surrogate.Network.Weights.Names)
        {
            Slice<double> part = Surrogate.Network.Weights[name];
            file.Add<double>(name, [part.Shape.Rows, part.Shape.Columns], part.Span);
        }

        if (withRows)
        {
            Dataset rows = Rows ?? throw new InvalidOperationException("Regressor.Save was asked for the rows, and this regressor was loaded without them.");
            file.Add("rows.inputs", [rows.Rows, Surrogate.Inputs], rows.Inputs.Span);
            file.Add("rows.targets", [rows.Rows, Surrogate.Outputs], rows.Targets.Span);
        }

        return file;
    }

    private static void AddColumns(Safetensors file, string kind, IReadOnlyList<Column> columns, Standardization scaling)
    {
        for (int i = 0; i < columns.Count; i++)
        {
            file.AddMetadata(FormattableString.Invariant($"{kind}.{i}.name"), columns[i].Name);
            if (columns[i].Unit is { } unit)
            {
                file.AddMetadata(FormattableString.Invariant($"{kind}.{i}.unit"), unit);
            }
        }

        file.Add<double>($"{kind}.observed", [columns.Count, 4], [.. columns.SelectMany(c => (double[])[c.Minimum, c.Maximum, c.Mean, c.Deviation])]);
        file.Add<double>($"{kind}.scaling", [2, columns.Count], [.. scaling.Shifts, .. scaling.Scales]);
    }

    private static Regressor FromFile(Safetensors file)
    {
        file.RequireKind(Kind, Version);
        try
        {
            Network<double> network = ReadNetwork(file);
            Column[] inputs = ReadColumns(file, "input", network.Inputs), targets = ReadColumns(file, "target", network.Outputs);
            int rows = file.Whole("data.rows", 1, int.MaxValue);
            var summary = new DataSummary(rows, inputs, targets, file.Get<double>("data.covariance", [inputs.Length, inputs.Length]));
            var surrogate = new Surrogate(network, ReadScaling(file, "input", inputs.Length), ReadScaling(file, "target", targets.Length), summary);
            return new Regressor(surrogate, ReadRows(file, summary));
        }
        catch (ArgumentException contradiction)
        {
            throw new MalformedFileException("contents", contradiction.Message, contradiction);
        }
    }

    private static Network<double> ReadNetwork(Safetensors file)
    {
        int inputs = file.Whole("network.inputs", 1, MostColumns);
        int[] widths = file.Parsed("network.layers", text => text.Split(' ').Select(int.Parse).ToArray());
        Activation[] activations = file.Parsed("network.activations", text => text.Split(' ').Select(Activation.Parse).ToArray());
        if (widths.Length != activations.Length || widths.Any(width => width is < 1 or > MostColumns))
        {
            throw Metadata.Malformed("network.layers", $"there are {widths.Length} widths and {activations.Length} activations, of at most {MostColumns}");
        }

        RequireWeights(file, inputs, widths);
        var network = new Network<double>(inputs, [.. widths.Zip(activations, (width, activation) => new Layer(width, activation))]);
        foreach (string name in network.Weights.Names)
        {
            Slice<double> part = network.Weights[name];
            file.Get<double>(name, [part.Shape.Rows, part.Shape.Columns]).CopyTo(part.Span);
        }

        return network;
    }

    // The tensors are compared with the layers before a network of the claimed size is allocated.
    private static void RequireWeights(Safetensors file, int inputs, int[] widths)
    {
        for (int k = 0; k < widths.Length; k++)
        {
            file.Get<double>(FormattableString.Invariant($"layers.{k}.weight"), [inputs, widths[k]]);
            file.Get<double>(FormattableString.Invariant($"layers.{k}.bias"), [1, widths[k]]);
            inputs = widths[k];
        }
    }

    private static Column[] ReadColumns(Safetensors file, string kind, int count)
    {
        ReadOnlySpan<double> observed = file.Get<double>($"{kind}.observed", [count, 4]);
        var columns = new Column[count];
        for (int i = 0; i < count; i++)
        {
            string key = FormattableString.Invariant($"{kind}.{i}");
            ReadOnlySpan<double> numbers = observed.Slice(4 * i, 4);
            columns[i] = new Column(
                file.Text(key + ".name"), numbers[0], numbers[1], numbers[2], numbers[3], file.Metadata.GetValueOrDefault(key + ".unit"));
        }

        return columns;
    }

    private static Standardization ReadScaling(Safetensors file, string kind, int count)
    {
        ReadOnlySpan<double> numbers = file.Get<double>($"{kind}.scaling", [2, count]);
        return new Standardization(numbers[..count], numbers[count..]);
    }

    private static Dataset? ReadRows(Safetensors file, DataSummary summary)
    {
        if (!file.Names.Contains("rows.inputs"))
        {
            return null;
        }

        ReadOnlySpan<double> inputs = file.Get<double>("rows.inputs", [summary.Rows, summary.InputColumns.Count]);
        ReadOnlySpan<double> targets = file.Get<double>("rows.targets", [summary.Rows, summary.TargetColumns.Count]);
        return Dataset.Create(
            inputs, summary.InputColumns.Count, targets, summary.TargetColumns.Count,
            [.. summary.InputColumns.Select(c => c.Name)], [.. summary.TargetColumns.Select(c => c.Name)]);
    }
}
