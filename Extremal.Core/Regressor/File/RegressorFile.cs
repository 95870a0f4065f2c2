using Extremal.Data;
using Extremal.Formats;
using Extremal.Networks;
using Extremal.Problems;
using Extremal.Training;

namespace Extremal;

/// <summary>A model as safetensors: what each part is called, and what must fit together when it is read.</summary>
internal static class RegressorFile
{
    private const string Kind = "regressor";
    private const int Version = 1;

    // Left out where all rows weigh alike, and by older files.
    private const string LightestRows = "data.rows.lightest";

    // Left out where at least one step was finished, and by older files.
    private const string Untrained = "network.untrained";

    /// <summary>All that a model knows of itself; its rows if they are wanted.</summary>
    /// <exception cref="InvalidOperationException">The rows are wanted and not there, or an activation is the user's own.</exception>
    public static Safetensors Write(Regressor model, bool withRows)
    {
        (Surrogate surrogate, DataSummary summary) = (model.Surrogate, model.Summary);
        if (surrogate.Members.SelectMany(member => member.Layers).FirstOrDefault(layer => !CanBeRead(layer.Activation)) is { } layer)
        {
            throw new InvalidOperationException(
                $"Regressor.Save: a file holds an activation's name alone, and '{layer.Activation}' is a function of the user's own, which no reader would know.");
        }

        var file = new Safetensors();
        file.AddMetadata("extremal.kind", Kind);
        file.AddMetadata("extremal.version", Version);
        file.AddMetadata("network.inputs", surrogate.Inputs);
        file.AddMetadata("data.rows", summary.RowCount);
        if (summary.LightestRows != summary.RowCount)
        {
            file.AddMetadata(LightestRows, summary.LightestRows);
        }

        StoredColumns.Add(file, "input", summary.InputColumns, surrogate.InputScaling);
        StoredColumns.Add(file, "target", summary.TargetColumns, surrogate.OutputScaling);
        file.Add("data.covariance", [surrogate.Inputs, surrogate.Inputs], summary.Covariance);
        StoredDistances.Add(file, model);
        if (!model.IsTrained)
        {
            file.AddMetadata(Untrained, 1);
        }

        StoredMembers.Add(file, surrogate);
        StoredPosteriors.Add(file, surrogate);
        StoredResiduals.Add(file, model.Residuals);
        if (withRows)
        {
            StoredRows.Add(file, model.TrainingData
                ?? throw new InvalidOperationException("Regressor.Save was asked for the rows, and this regressor was loaded without them."));
        }

        return file;
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="MalformedFileException">It is another file, or damaged.</exception>
    public static Regressor Read(Safetensors file)
    {
        file.RequireKind(Kind, Version);
        Network<double>[] members = StoredMembers.Read(file);
        Network<double> network = members[0];
        Column[] inputs = StoredColumns.Read(file, "input", network.Inputs), targets = StoredColumns.Read(file, "target", network.Outputs);
        StoredColumns.RequireWholeCategories(inputs, targets);
        int rows = file.Whole("data.rows", 1, int.MaxValue);
        double lightest = file.Metadata.ContainsKey(LightestRows) ? file.Number(LightestRows) : rows;
        if (!(lightest >= rows * (1 - 1e-9) && double.IsFinite(lightest)))
        {
            throw Metadata.Malformed(
                LightestRows, FormattableString.Invariant($"it is {lightest} for {rows} rows, and wants to be finite and as many"));
        }

        (Percentiles? centre, Percentiles? neighbour) = StoredDistances.Read(file);
        DataSummary summary = StoredPart.Of("data.covariance", () =>
            new DataSummary(rows, inputs, targets, file.Get<double>("data.covariance", [inputs.Length, inputs.Length]))
            {
                CentreDistances = centre,
                NeighbourDistances = neighbour,
                LightestRows = lightest,
            });
        Standardization inputScaling = StoredColumns.ReadScaling(file, "input", inputs.Length);
        Standardization outputScaling = StoredColumns.ReadScaling(file, "target", targets.Length);
        double[][]? shares = StoredMembers.ReadShares(file, members.Length, targets.Length);
        Surrogate surrogate = StoredPart.Of("network.shares", () => new Surrogate(members, inputScaling, outputScaling, summary, shares));
        surrogate = StoredPosteriors.Read(file, surrogate);
        Dataset? data = StoredRows.Read(file, summary);
        Residuals? residuals = StoredResiduals.Read(file, targets.Length, surrogate.HasSpread);
        RequireNothingElse(file, surrogate, data is not null, residuals is not null);
        return new Regressor(surrogate, data) { Residuals = residuals, IsTrained = !file.Metadata.ContainsKey(Untrained) };
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

    // A file of this version has these tensors and no others: one more is a layer that the metadata have lost, or rows without their targets.
    private static void RequireNothingElse(Safetensors file, Surrogate surrogate, bool withRows, bool withResiduals)
    {
        string[] known =
        [
            .. StoredMembers.Names(surrogate), .. StoredPosteriors.Names(surrogate),
            .. StoredColumns.Names("input", surrogate.InputScaling), .. StoredColumns.Names("target", surrogate.OutputScaling),
            "data.covariance", .. StoredDistances.Names,
            .. withRows ? StoredRows.Names : [],
            .. withResiduals ? StoredResiduals.Names(file, surrogate.Outputs) : [],
        ];
        if (file.Names.Except(known).FirstOrDefault() is { } unknown)
        {
            throw new MalformedFileException(TensorEntry.Place(unknown), $"the network {surrogate.Network} and its data have none of this name");
        }
    }
}
