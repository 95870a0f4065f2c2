using Extremal.Formats;
using Extremal.Kernels;
using Extremal.Memory;
using Extremal.Optimization;

namespace Extremal.Training;

public sealed partial class TrainingState<T>
{
    private const string Kind = "training-state";
    private const int Version = 1;
    private const string LeftOutLosses = "history.left-out", LeftOutOutputs = "left-out";

    /// <summary>
    /// Saves to a path; an earlier file there is replaced at once and whole, or stays as it was, as <see cref="Safetensors.Write(string)"/>
    /// does it.
    /// </summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Save(string path) => ToFile().Write(path);

    /// <inheritdoc cref="Save(string)"/>
    public void Save(Stream stream) => ToFile().Write(stream);

    /// <summary>Reads what <see cref="Save(string)"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="MalformedFileException">The file is not a training state in <typeparamref name="T"/>.</exception>
    public static TrainingState<T> Load(string path) => Checked(Safetensors.Read(path));

    /// <inheritdoc cref="Load(string)"/>
    public static TrainingState<T> Load(Stream stream) => Checked(Safetensors.Read(stream));

    /// <summary>A state of its own with the same numbers.</summary>
    internal TrainingState<T> Copy() => FromFile(ToFile());

    private Safetensors ToFile()
    {
        var file = new Safetensors();
        file.AddMetadata("extremal.kind", Kind);
        file.AddMetadata("extremal.version", Version);
        file.AddMetadata("optimizer", Optimizer.ToString());
        file.AddMetadata("steps", Rule.Steps);
        file.AddMetadata("epoch", Epoch);
        file.AddMetadata("batch", Batch);
        file.AddMetadata("loss-sum", LossSum);
        file.AddMetadata("schedule.epoch", Schedule.Epoch);
        file.AddMetadata("schedule.reduction", Schedule.Reduction);
        file.AddMetadata("schedule.best", Schedule.Best);
        file.AddMetadata("schedule.stalled", Schedule.Stalled);
        file.Add<T>("last", [Last.Shape.Count], Last.Span);
        file.Add<T>("best", [Best.Shape.Count], Best.Span);
        foreach ((string name, Slice<T> moment) in Rule.State)
        {
            file.Add<T>("moment." + name, [moment.Shape.Count], moment.Span);
        }

        if (LeftOut is { IsKnown: true } leftOut)
        {
            file.Add<double>(LeftOutLosses, [leftOut.Losses.Length], leftOut.Losses);
            file.Add<T>(LeftOutOutputs, [leftOut.Outputs.Shape.Rows, leftOut.Outputs.Shape.Columns], leftOut.Outputs.Span);
        }

        file.Add<double>("history.training", [Curves.Training.Count], [.. Curves.Training]);
        file.Add<double>("history.validation", [Curves.Validation.Count], [.. Curves.Validation]);
        return file;
    }

    private static TrainingState<T> FromFile(Safetensors file)
    {
        file.RequireKind(Kind, Version);
        ReadOnlySpan<int> shape = file.ShapeOf("last");
        ReadOnlySpan<T> last = file.Get<T>("last", [shape.Length == 1 ? shape[0] : 0]);
        var state = new TrainingState<T>(last, file.Parsed("optimizer", Optimizer.Parse));
        state.Rule.Steps = file.Long("steps", 0, long.MaxValue);
        state.Epoch = file.Whole("epoch", 0, int.MaxValue);
        state.Batch = file.Whole("batch", 0, int.MaxValue);
        state.LossSum = file.Number("loss-sum");
        state.Schedule = new ScheduleState(
            file.Whole("schedule.epoch", 0, int.MaxValue), file.Number("schedule.reduction"), file.Number("schedule.best"),
            file.Whole("schedule.stalled", 0, int.MaxValue));
        Read(file, "best", state.Best.Span);
        foreach ((string name, Slice<T> moment) in state.Rule.State)
        {
            Read(file, "moment." + name, moment.Span);
        }

        ReadHistory(file, state);
        ReadLeftOut(file, state);
        return state;
    }

    // A run only ever leaves finite numbers behind, so others are damage.
    private static TrainingState<T> Checked(Safetensors file)
    {
        TrainingState<T> state = FromFile(file);
        foreach (string name in file.Names.Where(name => !name.StartsWith("history.", StringComparison.Ordinal)))
        {
            if (!Reductions.AllFinite(file.Get<T>(name, file.ShapeOf(name))))
            {
                throw new MalformedFileException(TensorEntry.Place(name), "it holds a number that is not finite");
            }
        }

        if (state.Schedule.Reduction is not (>= 0 and <= 1))
        {
            throw Metadata.Malformed("schedule.reduction", "it is not a number from 0 to 1");
        }

        return double.IsFinite(state.LossSum) ? state : throw Metadata.Malformed("loss-sum", "it is not finite");
    }

    private static void Read(Safetensors file, string name, Span<T> destination) =>
        file.Get<T>(name, [destination.Length]).CopyTo(destination);

    private static void ReadHistory(Safetensors file, TrainingState<T> state)
    {
        ReadOnlySpan<double> training = file.Get<double>("history.training", [state.Epoch]);
        ReadOnlySpan<int> shape = file.ShapeOf("history.validation");
        ReadOnlySpan<double> validation = file.Get<double>("history.validation", [shape is [0] ? 0 : state.Epoch]);
        for (int epoch = 0; epoch < state.Epoch; epoch++)
        {
            state.Curves.Add(training[epoch], validation.IsEmpty ? null : validation[epoch]);
        }
    }
    // Files from before a row was judged by the others' epoch have neither of the two.
    private static void ReadLeftOut(Safetensors file, TrainingState<T> state)
    {
        if (!file.Names.Contains(LeftOutLosses) && !file.Names.Contains(LeftOutOutputs))
        {
            return;
        }

        int[] units = file.ShapeOf(LeftOutLosses).ToArray(), shape = file.ShapeOf(LeftOutOutputs).ToArray();
        double[] losses = file.Get<double>(LeftOutLosses, [units is [> 0] ? units[0] : 1]).ToArray();
        if (Array.Exists(losses, double.IsNaN) || Array.Exists(losses, double.IsInfinity))
        {
            throw new MalformedFileException($"tensor \"{LeftOutLosses}\"", "it holds a number that is not finite");
        }

        var outputs = shape is [> 0, > 0] ? new Shape(shape[0], shape[1]) : new Shape(1, 1);
        state.LeftOut = new LeaveOneOut<T>(losses.Length, outputs);
        losses.CopyTo(state.LeftOut.Losses, 0);
        file.Get<T>(LeftOutOutputs, [outputs.Rows, outputs.Columns]).CopyTo(state.LeftOut.Outputs.Span);
    }
}
