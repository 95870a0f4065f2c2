using System.Text.Json.Serialization;

namespace Extremal.Training;

/// <summary>How the networks of a model are trained.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TrainingMethod>))]
public enum TrainingMethod
{
    /// <summary>By evidence where the rows are few, else by batches: see <see cref="TrainingOptions.Method"/>.</summary>
    Automatic,

    /// <summary>
    /// Several small networks of different forms by Levenberg and Marquardt's method, with priors and noise from the evidence; their forms, and
    /// how long they are trained, are chosen. For some ten to some thousand rows, and the squared error.
    /// </summary>
    Evidence,

    /// <summary>Networks of the form that the options say, by the optimiser and the loss that they say.</summary>
    Batches,
}
