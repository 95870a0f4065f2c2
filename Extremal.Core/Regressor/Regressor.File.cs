using Extremal.Data;
using Extremal.Formats;
using Extremal.Networks;
using Extremal.Problems;
using Extremal.Training;

namespace Extremal;

public sealed partial class Regressor
{
    private const string Kind = "regressor";
    private const int Version = 1;
    private const int MostColumns = 1_000_000;

    // Left out where all rows weigh alike, and by older files.
    private const string LightestRows = "data.rows.lightest";

    // Left out where at least one step was finished, and by older files.
    private const string Untrained = "network.untrained";

    /// <summary>
    /// Saves to a path as safetensors; an earlier file there is replaced at once and whole, or stays as it was. What becomes of its mode,
    /// of a link at the path and of a save that is killed, <see cref="Safetensors.Write(string)"/> says.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="withRows">Whether the rows are saved too, with their weights and groups.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="InvalidOperationException">The rows are wanted and not there, or an activation is the user's own.</exception>
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
        if (Surrogate.Network.Layers.FirstOrDefault(layer => !CanBeRead(layer.Activation)) is { } layer)
        {
            throw new InvalidOperationException(
                $"Regressor.Save: a file holds an activation's name alone, and '{layer.Activation}' is a function of the user's own, which no reader would know.");
        }

        var file = new Safetensors();
        file.AddMetadata("extremal.kind", Kind);
        file.AddMetadata("extremal.version", Version);
        file.AddMetadata("network.inputs", Surrogate.Inputs);
        file.AddMetadata("network.layers", string.Join(' ', Surrogate.Network.Layers.Select(dense => dense.Outputs)));
        file.AddMetadata("network.activations", string.Join(' ', Surrogate.Network.Layers.Select(dense => dense.Activation.Name)));
        file.AddMetadata("data.rows", Summary.RowCount);
        if (Summary.LightestRows != Summary.RowCount)
        {
            file.AddMetadata(LightestRows, Summary.LightestRows);
        }

        AddColumns(file, "input", Summary.InputColumns, Surrogate.InputScaling);
        AddColumns(file, "target", Summary.TargetColumns, Surrogate.OutputScaling);
        file.Add("data.covariance", [Surrogate.Inputs, Surrogate.Inputs], Summary.Covariance);
        AddDistances(file);
        if (!IsTrained)
        {
            file.AddMetadata(Untrained, 1);
        }

        AddMembers(file, Surrogate.Members);
        AddResiduals(file, Residuals);
        if (withRows)
        {
            Dataset rows = TrainingData
                ?? throw new InvalidOperationException("Regressor.Save was asked for the rows, and this regressor was loaded without them.");
            file.Add("rows.inputs", [rows.RowCount, Surrogate.Inputs], rows.Inputs.Span);
            file.Add("rows.targets", [rows.RowCount, Surrogate.Outputs], rows.Targets.Span);
            file.Add("rows.weights", [rows.Weights.Length], rows.Weights);
            file.Add<double>("rows.groups", [rows.Groups.Length], [.. rows.Groups.ToArray().Select(group => (double)group)]);
        }

        return file;
    }

    private static bool CanBeRead(Activation activation)
    {
        try
        {
            return Activation.Parse(activation.Name).Equals(activation);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static Regressor FromFile(Safetensors file)
    {
        file.RequireKind(Kind, Version);
        Network<double>[] members = ReadMembers(file);
        Network<double> network = members[0];
        Column[] inputs = ReadColumns(file, "input", network.Inputs), targets = ReadColumns(file, "target", network.Outputs);
        RequireWholeCategories(inputs, targets);
        int rows = file.Whole("data.rows", 1, int.MaxValue);
        double lightest = file.Metadata.ContainsKey(LightestRows) ? file.Number(LightestRows) : rows;
        if (!(lightest >= rows * (1 - 1e-9) && double.IsFinite(lightest)))
        {
            throw Metadata.Malformed(
                LightestRows, FormattableString.Invariant($"it is {lightest} for {rows} rows, and wants to be finite and as many"));
        }

        Percentiles? centre = ReadPercentiles(file, CentreDistances), neighbour = ReadPercentiles(file, NeighbourDistances);
        DataSummary summary = Part("data.covariance", () =>
            new DataSummary(rows, inputs, targets, file.Get<double>("data.covariance", [inputs.Length, inputs.Length]))
            {
                CentreDistances = centre,
                NeighbourDistances = neighbour,
                LightestRows = lightest,
            });
        var surrogate = new Surrogate(members, ReadScaling(file, "input", inputs.Length), ReadScaling(file, "target", targets.Length), summary);
        Dataset? data = ReadRows(file, summary);
        Residuals? residuals = ReadResiduals(file, targets.Length, members.Length);
        RequireNothingElse(file, members, data is not null, residuals is not null);
        return new Regressor(surrogate, data) { Residuals = residuals, IsTrained = !file.Metadata.ContainsKey(Untrained) };
    }

    /// <summary>What is made of a tensor's numbers; a complaint about them becomes the file's.</summary>
    private static R Part<R>(string tensor, Func<R> make)
    {
        try
        {
            return make();
        }
        catch (ArgumentException contradiction)
        {
            throw new MalformedFileException($"tensor \"{tensor}\"", Metadata.Reason(contradiction), contradiction);
        }
    }

    // A file of this version has these tensors and no others: one more is a layer that the metadata have lost, or rows without their targets.
    private static void RequireNothingElse(Safetensors file, Network<double>[] members, bool withRows, bool withResiduals)
    {
        string[] known =
        [
            .. members.SelectMany((network, member) => network.Weights.Names.Select(name => PartOf(member, name))),
            "input.observed", "input.scaling", "target.observed", "target.scaling", "data.covariance", CentreDistances, NeighbourDistances,
            .. withRows ? (string[])["rows.inputs", "rows.targets", "rows.weights", "rows.groups"] : [],
            .. withResiduals ? NamesOfResiduals(file, members[0].Outputs) : [],
        ];
        if (file.Names.Except(known).FirstOrDefault() is { } unknown)
        {
            throw new MalformedFileException(TensorEntry.Place(unknown), $"the network {members[0]} and its data have none of this name");
        }
    }

    private static Standardization ReadScaling(Safetensors file, string kind, int count)
    {
        double[] numbers = file.Get<double>($"{kind}.scaling", [2, count]).ToArray();
        return Part($"{kind}.scaling", () => new Standardization(numbers.AsSpan(0, count), numbers.AsSpan(count)));
    }

    private static Dataset? ReadRows(Safetensors file, DataSummary summary)
    {
        if (!file.Names.Contains("rows.inputs"))
        {
            return null;
        }

        int rows = file.ShapeOf("rows.inputs") is [var all, _] && all > summary.RowCount ? all : summary.RowCount; // those of weight 0 among them
        double[] inputs = file.Get<double>("rows.inputs", [rows, summary.InputColumns.Count]).ToArray();
        double[] targets = file.Get<double>("rows.targets", [rows, summary.TargetColumns.Count]).ToArray();
        Dataset data = Part("rows.inputs", () => Dataset.Create(
            inputs, summary.InputColumns.Count, targets, summary.TargetColumns.Count,
            [.. summary.InputColumns.Select(c => c.Name)], [.. summary.TargetColumns.Select(c => c.Name)]));
        double[] weights = ReadOfRows(file, "rows.weights", rows);
        int[] groups = WholeNumbers("rows.groups", ReadOfRows(file, "rows.groups", rows));
        data = Part("rows.weights", () => data.WithWeights(weights));
        if (rows != summary.RowCount && data.Counted.RowCount != summary.RowCount)
        {
            throw new MalformedFileException(
                "tensor \"rows.weights\"", $"{data.Counted.RowCount} of {rows} rows have a weight above 0, and data.rows is {summary.RowCount}");
        }

        data = Part("rows.groups", () => data.WithGroups(groups));
        return Part("rows.inputs", () => data.Described(summary.InputColumns, summary.TargetColumns));
    }

    private static int[] WholeNumbers(string tensor, double[] numbers) => Array.ConvertAll(numbers, number => (int)number == number
        ? (int)number
        : throw new MalformedFileException($"tensor \"{tensor}\"", "it holds a number that is not the whole number of a group"));

    // One number a row, or none at all.
    private static double[] ReadOfRows(Safetensors file, string name, int rows) =>
        file.Get<double>(name, [file.ShapeOf(name) is [0] ? 0 : rows]).ToArray();
}
